package live.nigiwai.ingest.rtmp;

/** The RTMP port cannot be opened; the message is one plain sentence with the fix. */
public final class CannotListenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotListenException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  static CannotListenException at(RtmpConfig config, Throwable cause) {
    String place = "RTMP port " + config.port() + " on " + config.bindAddress();
    String words = String.valueOf(cause.getMessage()).toLowerCase(java.util.Locale.ROOT);
    String sentence;
    if (words.contains("in use")) {
      sentence =
          place
              + " is already taken: stop the program that holds it, or choose another port with"
              + " --rtmp-port.";
    } else if (words.contains("permission denied")) {
      sentence = place + " may not be opened by this user: choose a port from 1024 up.";
    } else if (words.contains("assign requested address")) {
      sentence = config.bindAddress() + " is not an address of this machine: bind one that is.";
    } else {
      sentence = place + " cannot be opened (" + cause.getMessage() + "): choose another.";
    }
    return new CannotListenException(sentence, cause);
  }
}
