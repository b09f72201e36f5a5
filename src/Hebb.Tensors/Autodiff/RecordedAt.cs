namespace Hebb;

/// <summary>A place on a thread's list: which list, in which of its generations, the how-manieth output.</summary>
internal readonly record struct RecordedAt(Recorder? Recorder, int Generation, int Slot);
