package live.nigiwai.ingest.rtmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import live.nigiwai.ingest.media.CloseReason;

/**
 * The conversation between one encoder and the server: which command is answered with what.
 *
 * <p>Knows no socket and no key; it says what is to be done, in order, as {@link Step}s. Encoders
 * differ in which answers they wait for, so everything with a transaction is answered, and nothing
 * but {@code connect} and {@code publish} is required.
 */
final class PublishDialogue {
  /** One thing to do. */
  sealed interface Step {
    /** Say this. */
    record Say(RtmpMessage message) implements Step {}

    /** Find out whether this stream key is valid; no other message may be read meanwhile. */
    record CheckKey(String key) implements Step {}

    /** The publish is over, at the encoder's wish. */
    record EndPublish() implements Step {}

    /** Nothing more can come of this connection. */
    record HangUp(String limit, String reason) implements Step {}
  }

  private enum Stage {
    STRANGER,
    CONNECTED,
    CHECKING,
    PUBLISHING,
    STOPPED
  }

  private static final String APP = "live";
  private static final AmfValue NOTHING = AmfValue.NOTHING;

  private final RtmpConfig config;
  private Stage stage = Stage.STRANGER;
  private String appPath = "";
  private String encoder = "";
  private int lastStream;
  private int publishStream = 1;

  PublishDialogue(RtmpConfig config) {
    this.config = config;
  }

  boolean connected() {
    return stage != Stage.STRANGER;
  }

  /** What the encoder called itself in {@code connect}. */
  String encoder() {
    return encoder;
  }

  List<Step> hear(RtmpMessage.Command command) {
    if (stage == Stage.STRANGER && !command.name().equals("connect")) {
      return List.of(new Step.HangUp("malformed", "the first command must be connect"));
    }
    return switch (command.name()) {
      case "connect" -> connect(command);
      case "createStream" -> result(command, new AmfValue.Number(++lastStream));
      case "publish" -> publish(command);
      case "releaseStream", "_checkbw", "checkBandwidth" -> result(command, NOTHING);
      case "FCPublish" -> announcePublish(command);
      case "getStreamLength" -> result(command, new AmfValue.Number(0));
      case "FCUnpublish" -> stop();
      case "deleteStream", "closeStream" -> unpublish(command);
      case "play", "play2" -> refusePlay(command);
      case "_result", "_error", "onStatus", "onBWDone", "close" -> List.of(); // answers, farewells
      default -> unknown(command);
    };
  }

  private List<Step> connect(RtmpMessage.Command command) {
    if (stage != Stage.STRANGER) {
      return List.of(refusal(command, "NetConnection.Connect.Failed", "Connected already."));
    }
    AmfValue.Table wishes =
        command.argument(0) instanceof AmfValue.Table table ? table : AmfValue.table();
    List<String> path = pathOf(application(wishes));
    if (path.isEmpty() || !path.getFirst().equals(APP)) {
      String words = "The server address must end in /" + APP + ".";
      return List.of(
          refusal(command, "NetConnection.Connect.Rejected", words),
          new Step.HangUp("wrongApp", words));
    }
    stage = Stage.CONNECTED;
    appPath = String.join("/", path.subList(1, path.size()));
    encoder = wishes.text("flashVer").orElse("");
    AmfValue.Table server =
        AmfValue.table("fmsVer", "FMS/3,5,7,7009", "capabilities", 31, "mode", 1);
    AmfValue.Table status =
        status("status", "NetConnection.Connect.Success", "Connection succeeded.")
            .with("objectEncoding", new AmfValue.Number(0));
    if (Capabilities.asked(wishes)) {
      server = Capabilities.told(server);
      status = Capabilities.told(status);
    }
    return List.of(
        new Step.Say(new RtmpMessage.WindowSize(config.windowBytes())),
        new Step.Say(new RtmpMessage.PeerBandwidth(config.windowBytes())),
        new Step.Say(new RtmpMessage.SetChunkSize(config.chunkBytesOut())),
        say(0, "_result", command.transaction(), server, status));
  }

  private List<Step> publish(RtmpMessage.Command command) {
    if (stage == Stage.CHECKING || stage == Stage.PUBLISHING) {
      return List.of(
          statusOf(command.stream(), "error", "NetStream.Publish.BadName", "Publishing already."));
    }
    stage = Stage.CHECKING;
    publishStream = command.stream() > 0 ? command.stream() : 1;
    String name = command.argument(1) instanceof AmfValue.Text(String text) ? text : "";
    // Some encoders split the address elsewhere, so that part of the path belongs to the key.
    List<String> path = pathOf(appPath + "/" + withoutQuery(unquoted(name)));
    return List.of(new Step.CheckKey(path.isEmpty() ? "" : path.getLast()));
  }

  /** The key was valid; the words say whether they are on air or stand by. */
  List<Step> admit(String words) {
    stage = Stage.PUBLISHING;
    return List.of(
        new Step.Say(
            new RtmpMessage.UserControl(RtmpMessage.UserControl.STREAM_BEGIN, publishStream)),
        statusOf(publishStream, "status", "NetStream.Publish.Start", words));
  }

  /** The last words before the connection is closed: what OBS displays. */
  List<Step> farewell(CloseReason reason) {
    if (stage == Stage.STRANGER) {
      return List.of();
    }
    return List.of(statusOf(publishStream, "error", reason.code(), reason.description()));
  }

  private List<Step> announcePublish(RtmpMessage.Command command) {
    List<Step> steps = new ArrayList<>(result(command, NOTHING));
    AmfValue.Table words = status("status", "NetStream.Publish.Start", "Go on and publish.");
    steps.add(say(0, "onFCPublish", 0, NOTHING, words));
    return steps;
  }

  /**
   * The announcement of the end is the end, and gets no answer: FFmpeg closes its socket without
   * reading one, and that reset could overtake what it sent last.
   */
  private List<Step> stop() {
    if (stage != Stage.PUBLISHING) {
      return List.of();
    }
    stage = Stage.STOPPED;
    return List.of(new Step.EndPublish());
  }

  private List<Step> unpublish(RtmpMessage.Command command) {
    List<Step> steps = new ArrayList<>(stop());
    if (stage == Stage.STOPPED) {
      stage = Stage.CONNECTED;
      steps.add(
          statusOf(publishStream, "status", "NetStream.Unpublish.Success", "You are off air."));
    }
    steps.addAll(result(command, NOTHING));
    return steps;
  }

  private static List<Step> unknown(RtmpMessage.Command command) {
    if (command.transaction() == 0) {
      return List.of();
    }
    String name = command.name().substring(0, Math.min(40, command.name().length()));
    String words = "This server does not know the command " + name + ".";
    return List.of(refusal(command, "NetConnection.Call.Failed", words));
  }

  private static List<Step> refusePlay(RtmpMessage.Command command) {
    String words = "This address only receives; watch the show in a browser.";
    return List.of(
        statusOf(command.stream(), "error", "NetStream.Play.Failed", words),
        new Step.HangUp("play", words));
  }

  private static List<Step> result(RtmpMessage.Command command, AmfValue value) {
    return command.transaction() == 0
        ? List.of()
        : List.of(say(0, "_result", command.transaction(), NOTHING, value));
  }

  private static Step refusal(RtmpMessage.Command command, String code, String words) {
    return say(0, "_error", command.transaction(), NOTHING, status("error", code, words));
  }

  private static Step statusOf(int stream, String level, String code, String words) {
    return say(stream, "onStatus", 0, NOTHING, status(level, code, words));
  }

  private static AmfValue.Table status(String level, String code, String words) {
    return AmfValue.table("level", level, "code", code, "description", words);
  }

  private static Step say(int stream, String name, double transaction, AmfValue... arguments) {
    return new Step.Say(new RtmpMessage.Command(stream, name, transaction, List.of(arguments)));
  }

  private static List<String> pathOf(String path) {
    return Arrays.stream(path.split("/")).filter(part -> !part.isBlank()).toList();
  }

  /**
   * The path after the host. Some encoders write the names of their wishes as they like, put quotes
   * around the values, or leave the application to the whole address.
   */
  private static String application(AmfValue.Table wishes) {
    String app = unquoted(wishes.textOfAnyCase("app").orElse(""));
    if (app.isEmpty()) {
      String address = unquoted(wishes.textOfAnyCase("tcUrl").orElse(""));
      app = address.replaceFirst("(?i)^rtmps?://[^/]*", "");
    }
    return withoutQuery(app);
  }

  private static String unquoted(String text) {
    String bare = text.strip();
    boolean quoted = bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"");
    return quoted ? bare.substring(1, bare.length() - 1).strip() : bare;
  }

  private static String withoutQuery(String name) {
    int query = name.indexOf('?');
    return query < 0 ? name : name.substring(0, query);
  }
}
