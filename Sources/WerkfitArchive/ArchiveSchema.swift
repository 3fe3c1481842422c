import GRDB

/// The tables of an archive, and what keeps them append-only.
enum ArchiveSchema {
  /// `wkft`: by this number a file says that it is an archive of werkfit.
  static let applicationID = 0x776B_6674

  /// All versions of the tables, in order.
  ///
  /// What has been handed out is never changed: a change is a new step.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs") { db in
      try db.execute(sql: tables)
      try db.execute(sql: guards)
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    return migrator
  }

  /// The names of the guards: an archive without them is not append-only any more.
  static let guardNames: Set<String> = [
    "run_stays_as_it_is", "run_is_only_pruned", "run_has_a_number_of_its_own",
    "draw_stays_as_it_is", "draw_is_only_pruned", "draw_comes_with_its_run",
    "study_stays_as_it_is", "study_is_in_use",
    "study_file_stays_as_it_is", "study_file_is_in_use",
    "study_change_stays_as_it_is", "study_change_is_in_use",
    "pruned_stays_as_it_is", "pruned_is_kept", "pruned_was_a_run",
  ]

  /// Texts stand as they were written and numbers as JSON has them, so that any program can still read them.
  private static let tables = """
    CREATE TABLE study (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      checksum TEXT NOT NULL UNIQUE
    );
    CREATE TABLE study_file (
      study INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (study, position)
    );
    CREATE TABLE study_change (
      study INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (study, position)
    );
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      made TEXT NOT NULL,
      title TEXT NOT NULL,
      question TEXT,
      study INTEGER NOT NULL REFERENCES study (id),
      hash TEXT NOT NULL,
      version TEXT NOT NULL,
      stream INTEGER NOT NULL,
      seed TEXT NOT NULL,
      replications INTEGER NOT NULL,
      detail TEXT NOT NULL,
      settings TEXT NOT NULL,
      environment TEXT NOT NULL,
      findings TEXT NOT NULL,
      checksum TEXT NOT NULL
    );
    CREATE INDEX run_study ON run (study);
    CREATE TABLE draw (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL,
      scenario TEXT NOT NULL,
      key TEXT NOT NULL,
      unit TEXT NOT NULL,
      chances INTEGER NOT NULL,
      numbers BLOB NOT NULL,
      PRIMARY KEY (run, position)
    );
    CREATE TABLE pruned (
      run INTEGER PRIMARY KEY,
      made TEXT NOT NULL,
      title TEXT NOT NULL,
      checksum TEXT NOT NULL,
      time TEXT NOT NULL,
      version TEXT NOT NULL
    );
    """

  /// A run goes only after its removal stands in `pruned`, which keeps it for good; nothing is ever changed.
  private static let guards = """
    CREATE TRIGGER run_stays_as_it_is BEFORE UPDATE ON run
    BEGIN SELECT RAISE(ABORT, 'append-only: runs are not changed'); END;
    CREATE TRIGGER run_is_only_pruned BEFORE DELETE ON run
    WHEN NOT EXISTS (SELECT 1 FROM pruned WHERE run = OLD.id)
    BEGIN SELECT RAISE(ABORT, 'append-only: runs go by werkfit archive prune'); END;
    CREATE TRIGGER run_has_a_number_of_its_own BEFORE INSERT ON run
    WHEN EXISTS (SELECT 1 FROM run WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM pruned WHERE run = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'append-only: this number is taken'); END;

    CREATE TRIGGER draw_stays_as_it_is BEFORE UPDATE ON draw
    BEGIN SELECT RAISE(ABORT, 'append-only: draws are not changed'); END;
    CREATE TRIGGER draw_is_only_pruned BEFORE DELETE ON draw
    WHEN NOT EXISTS (SELECT 1 FROM pruned WHERE run = OLD.run)
    BEGIN SELECT RAISE(ABORT, 'append-only: draws go by werkfit archive prune'); END;
    CREATE TRIGGER draw_comes_with_its_run BEFORE INSERT ON draw
    WHEN EXISTS (SELECT 1 FROM draw WHERE run = NEW.run AND position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'append-only: these draws are there'); END;

    CREATE TRIGGER study_stays_as_it_is BEFORE UPDATE ON study
    BEGIN SELECT RAISE(ABORT, 'append-only: studies are not changed'); END;
    CREATE TRIGGER study_is_in_use BEFORE DELETE ON study
    WHEN EXISTS (SELECT 1 FROM run WHERE study = OLD.id)
    BEGIN SELECT RAISE(ABORT, 'append-only: a run needs this study'); END;
    CREATE TRIGGER study_file_stays_as_it_is BEFORE UPDATE ON study_file
    BEGIN SELECT RAISE(ABORT, 'append-only: studies are not changed'); END;
    CREATE TRIGGER study_file_is_in_use BEFORE DELETE ON study_file
    WHEN EXISTS (SELECT 1 FROM run WHERE study = OLD.study)
    BEGIN SELECT RAISE(ABORT, 'append-only: a run needs this study'); END;
    CREATE TRIGGER study_change_stays_as_it_is BEFORE UPDATE ON study_change
    BEGIN SELECT RAISE(ABORT, 'append-only: studies are not changed'); END;
    CREATE TRIGGER study_change_is_in_use BEFORE DELETE ON study_change
    WHEN EXISTS (SELECT 1 FROM run WHERE study = OLD.study)
    BEGIN SELECT RAISE(ABORT, 'append-only: a run needs this study'); END;

    CREATE TRIGGER pruned_stays_as_it_is BEFORE UPDATE ON pruned
    BEGIN SELECT RAISE(ABORT, 'append-only: what was pruned is kept'); END;
    CREATE TRIGGER pruned_is_kept BEFORE DELETE ON pruned
    BEGIN SELECT RAISE(ABORT, 'append-only: what was pruned is kept'); END;
    CREATE TRIGGER pruned_was_a_run BEFORE INSERT ON pruned
    WHEN NOT EXISTS (SELECT 1 FROM run WHERE id = NEW.run)
    BEGIN SELECT RAISE(ABORT, 'append-only: there is no such run'); END;
    """
}
