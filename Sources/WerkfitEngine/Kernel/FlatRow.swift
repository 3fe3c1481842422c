import WerkfitStudy

/// What the hot loops need of a row, without arrays.
struct FlatRow {
  /// Positions in `FlatRows.exits`.
  var firstExit: Int
  var exits: Int
  /// Offset of its cells; those of its twin where it has one.
  var offset: Int
  /// The distance between steps: 0 where the chances do not vary with the step.
  var stepStride: Int
  var clockValues: Int
  var stride: Int
  /// 0: no own clock; 1: time in state; 2: time since the benefit status changed.
  var clock: Int
  /// Offset of its stay in `stays`, or −1.
  var stay: Int
  /// Offset of its ends.
  var ends: Int
  var endCount: Int
  var group: Int
  /// The period of all chances in steps, or 0 where they differ or are rates.
  var sharedPeriod: Double
  var needsRates: Bool
  /// Whether rates are kept beside probabilities, for gains.
  var keepsRates: Bool
  /// Position in `FlatRows.gainRanges` of traject 0.
  var gains: Int
  /// Offset of its highest rates by block of steps, or −1 where they are not kept.
  var blocks: Int
  /// Offset of the chances to be still there after so many steps, of the study or (`survivesByAge`) in the state; −1
  /// where they depend on both, or on another clock.
  var survival: Int
  /// Which of these tables that is.
  var survivalNumber: Int
  var survivesByAge: Bool { clockValues > 1 }
}

struct FlatExit {
  var formula: Int32
  var period: Double
  var isRate: Bool
  var firstEffect: Int32
  var effects: Int32
}

struct FlatEffect {
  var formula: Int32
  var scale: EffectScale
  var period: Double
}

/// A gain of a traject on an exit: where its sizes by time stand.
struct FlatGain {
  var exit: Int32
  var scale: EffectScale
  var fromStart: Bool
  /// Offset of its sizes in `factors`.
  var factors: Int
  /// Index of its largest size.
  var largest: Int
}
