package live.nigiwai.shop.catalog;

/** A picture to be stored; the bytes are not copied. */
public record ImageDraft(byte[] bytes, String contentType, int width, int height, LocalText alt) {}
