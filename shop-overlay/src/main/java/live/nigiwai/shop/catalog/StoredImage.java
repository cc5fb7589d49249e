package live.nigiwai.shop.catalog;

/** The bytes of a picture; nobody changes them. */
public record StoredImage(String contentType, byte[] bytes) {}
