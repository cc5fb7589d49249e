package live.nigiwai.relay.fanout;

/**
 * Why the relay closes a socket (PROTOCOL.md section 6). 40xx is final, 41xx asks the client to
 * back off, 42xx to resume at once.
 */
public final class CloseCode {
  public static final int NOT_ALLOWED = 4003;
  public static final int BAD_TOKEN = 4001;
  public static final int NO_SUCH_SHOW = 4004;
  public static final int NO_JOIN = 4008;
  public static final int MALFORMED = 4009;
  public static final int VERSION = 4010;
  public static final int OVERLOADED = 4100;
  public static final int TOO_MANY = 4101;
  public static final int DRAIN = 4200;
  public static final int TOO_SLOW = 4201;
  public static final int NO_PONG = 4202;
  public static final int RESTORED = 4203;
  public static final int TOKEN_ENDED = 4204;

  private CloseCode() {}
}
