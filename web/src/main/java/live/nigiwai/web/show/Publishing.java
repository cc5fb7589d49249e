package live.nigiwai.web.show;

/**
 * What the crew type into their encoders.
 *
 * @param url where the encoders connect
 * @param secureUrl the same over TLS; empty when the server has no certificate
 * @param backupKey for a second encoder that takes over when the first one breaks
 */
public record Publishing(String url, String secureUrl, String key, String backupKey) {
  @Override
  public String toString() {
    return "Publishing[url=" + url + ", keys=hidden]";
  }
}
