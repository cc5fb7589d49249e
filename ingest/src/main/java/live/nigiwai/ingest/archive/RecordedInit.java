package live.nigiwai.ingest.archive;

/**
 * One initialisation segment, and what a multivariant playlist says about the rung that uses it.
 *
 * @param codecs as in CODECS (RFC 6381)
 * @param width on a screen with square pixels
 * @param bytes not to be changed
 */
public record RecordedInit(
    String rung, String file, String codecs, int width, int height, byte[] bytes) {
  public RecordedInit {
    Names.rung(rung);
    Names.file(file);
    Names.codecs(codecs);
    if (bytes.length == 0 || width < 0 || height < 0) {
      throw new IllegalArgumentException("an initialisation segment without bytes or size");
    }
  }
}
