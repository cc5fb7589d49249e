package live.nigiwai.show.timeline;

/**
 * One value of keyed state with its version. Versions of one key only grow: the offset of the fact
 * that changed it, or the version of the row it is read from.
 */
public record Versioned(ShowState state, long version) {}
