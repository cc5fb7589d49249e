package live.nigiwai.show.timeline;

/**
 * What a person wrote and the name they wrote it under. Stored beside the log, so that deletion and
 * erasure overwrite it while offsets and replay stay valid.
 */
public record Words(String name, String text) {}
