/// The scripts of a run on Slurm.
struct SlurmScripts {
  /// The directory of the run, as an absolute path.
  let directory: String
  /// The folder in which the command was given: names of files are read from there.
  let workingFolder: String
  /// The program.
  let program: String
  let shards: Int
  let threads: Int

  private func quoted(_ name: String) -> String { ShellWord.quoted("\(directory)/\(name)") }

  /// A task of the array, which computes one part.
  ///
  /// It goes on with what an earlier try has kept.
  func part(compare: [String]) -> String {
    """
    #!/bin/sh
    # One part of a run of werkfit: a task of the job array of submit.sh.
    set -eu
    cd \(ShellWord.quoted(workingFolder))
    part=$SLURM_ARRAY_TASK_ID
    exec \(ShellWord.quoted(program)) compare \(ShellWord.line(compare)) --threads \(threads) \\
      --shard "$part/\(shards)" --output \(quoted("parts/part-"))"$part.werkfit" --resume

    """
  }

  /// The job that puts the parts together when all tasks have ended well.
  func merge(_ arguments: [String]) -> String {
    """
    #!/bin/sh
    # Puts the parts together.
    set -eu
    cd \(ShellWord.quoted(workingFolder))
    exec \(ShellWord.quoted(program)) merge \(quoted("parts"))/part-*.werkfit \\
      \(ShellWord.line(arguments))

    """
  }

  /// What goes to sbatch.
  func submit(sbatch: [String]) -> String {
    // In names of logs a percent sign begins a pattern.
    let logs = ShellWord.quoted(
      "\(directory)/logs/".split(separator: "%", omittingEmptySubsequences: false)
        .joined(separator: "%%"))
    let extra = sbatch.isEmpty ? "" : " " + ShellWord.line(sbatch)
    return """
      #!/bin/sh
      # Submits the parts, or those named (such as 2,5-7), and the merge, which waits until all have ended well.
      # With an empty word only the merge is submitted.
      set -eu
      parts=${1-1-\(shards)}
      wait=
      if [ -n "$parts" ]; then
        job=$(sbatch --parsable --array="$parts" --job-name=werkfit --cpus-per-task=\(threads) \\
          --output=\(logs)part-%a.log\(extra) \(quoted("part.sh")))
        job=${job%%;*}
        echo "$job" >>\(quoted("jobs"))
        echo "Parts $parts: job $job"
        wait="--dependency=afterok:$job --kill-on-invalid-dep=yes"
      fi
      # shellcheck disable=SC2086
      job=$(sbatch --parsable $wait --job-name=werkfit-merge \\
        --output=\(logs)merge.log\(extra) \(quoted("merge.sh")))
      echo "Merge: job ${job%%;*}"

      """
  }
}
