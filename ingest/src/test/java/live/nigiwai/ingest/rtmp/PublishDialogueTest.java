package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.rtmp.PublishDialogue.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishDialogueTest {
  private static final AmfValue NOTHING = AmfValue.NOTHING;

  private final PublishDialogue dialogue = new PublishDialogue(RtmpConfig.defaults());

  @Test
  void connectIsAnsweredWithWindowBandwidthChunkSizeAndSuccess() {
    List<Step> steps = connect("live");

    assertThat(steps.subList(0, 3))
        .containsExactly(
            new Step.Say(new RtmpMessage.WindowSize(2_500_000)),
            new Step.Say(new RtmpMessage.PeerBandwidth(2_500_000)),
            new Step.Say(new RtmpMessage.SetChunkSize(4_096)));
    assertThat(said(steps.get(3)).name()).isEqualTo("_result");
    assertThat(said(steps.get(3)).transaction()).isEqualTo(1);
    assertThat(codeOf(steps.get(3))).isEqualTo("NetConnection.Connect.Success");
    assertThat(dialogue.encoder()).isEqualTo("Encoder/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "live/", "/live", "live?token=x", "live/extra"})
  void appIsReadTolerantly(String app) {
    assertThat(codeOf(connect(app).getLast())).isEqualTo("NetConnection.Connect.Success");
  }

  @ParameterizedTest
  @CsvSource({
    "app, '\"live\"', tcUrl, ''", // Neko quotes
    "App, live, tcUrl, ''",
    "x, '', tcUrl, rtmp://example.jp/live",
    "app, '', tcUrl, rtmp://example.jp:1935/live/",
    "x, '', tcurl, '\"rtmps://example.jp:443/live/?vhost=show\"'",
    "app, live/, tcUrl, rtmp://elsewhere/other"
  })
  void addressIsFoundWhereverTheEncoderPutIt(
      String first, String app, String second, String address) {
    AmfValue wishes = AmfValue.table(first, app, second, address);

    assertThat(codeOf(connectWith(wishes).getLast())).isEqualTo("NetConnection.Connect.Success");
  }

  @Test
  void encodersThatAskAreToldWhatIsTaken() {
    AmfValue any = AmfValue.table("*", 4);
    for (AmfValue wishes :
        List.of(
            AmfValue.table("app", "live", "videoFourCcInfoMap", any, "capsEx", 7),
            AmfValue.table("app", "live", "fourCcList", new AmfValue.Sequence(List.of(NOTHING))))) {
      PublishDialogue asked = new PublishDialogue(RtmpConfig.defaults());
      RtmpMessage.Command answer =
          said(asked.hear(new RtmpMessage.Command(0, "connect", 1, List.of(wishes))).getLast());
      for (int where = 0; where < 2; where++) {
        AmfValue.Table told = (AmfValue.Table) answer.argument(where);
        assertThat(told.entries())
            .containsEntry("capsEx", new AmfValue.Number(0))
            .containsEntry("videoFourCcInfoMap", AmfValue.table("avc1", 5))
            .containsEntry("audioFourCcInfoMap", AmfValue.table("mp4a", 5));
      }
    }
    AmfValue.Table plain = (AmfValue.Table) said(connect("live").getLast()).argument(1);
    assertThat(plain.entries()).as("others are told as ever").doesNotContainKey("capsEx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other", "livestream", "other/live"})
  void anotherAppIsRejectedInWords(String app) {
    List<Step> steps = connect(app);

    assertThat(codeOf(steps.getFirst())).isEqualTo("NetConnection.Connect.Rejected");
    assertThat(said(steps.getFirst()).name()).isEqualTo("_error");
    assertThat(steps.getLast()).isInstanceOf(Step.HangUp.class);
  }

  @ParameterizedTest
  @CsvSource({
    "live, demo_k, demo_k",
    "live, demo_k?a=b, demo_k",
    "live, ' demo_k ', demo_k",
    "live, extra/demo_k/, demo_k",
    "live/demo_k, '', demo_k",
    "live, '\"demo_k\"', demo_k",
    "live, demo_k?clientConfigId=1/2, demo_k",
    "live, rtmp://host/live/demo_k, demo_k",
    "live, '', ''"
  })
  void keyIsTheLastPartOfThePathWithoutItsQuery(String app, String name, String key) {
    connect(app);

    assertThat(publish(name)).containsExactly(new Step.CheckKey(key));
  }

  @Test
  void everythingEncodersWaitForIsAnswered() {
    connect("live");
    for (String name : List.of("releaseStream", "FCPublish", "_checkbw", "getStreamLength")) {
      Step answer = dialogue.hear(call(name, 7)).getFirst();
      assertThat(said(answer).name()).as(name).isEqualTo("_result");
      assertThat(said(answer).transaction()).as(name).isEqualTo(7);
    }
    assertThat(said(dialogue.hear(call("FCPublish", 0)).getFirst()).name())
        .isEqualTo("onFCPublish");
    assertThat(said(dialogue.hear(call("createStream", 4)).getFirst()).argument(1))
        .isEqualTo(new AmfValue.Number(1));
    assertThat(said(dialogue.hear(call("createStream", 5)).getFirst()).argument(1))
        .isEqualTo(new AmfValue.Number(2));
  }

  @Test
  void nothingIsAnsweredToWhatWantsNoAnswer() {
    connect("live");

    assertThat(dialogue.hear(call("releaseStream", 0))).isEmpty();
    assertThat(dialogue.hear(call("somethingNew", 0))).isEmpty();
    assertThat(dialogue.hear(call("_result", 4))).isEmpty();
  }

  @Test
  void unknownCommandsGetAnErrorAndTheConnectionGoesOn() {
    connect("live");

    List<Step> steps = dialogue.hear(call("somethingNew", 9));

    assertThat(said(steps.getFirst()).name()).isEqualTo("_error");
    assertThat(steps).hasSize(1);
    assertThat(publish("k")).containsExactly(new Step.CheckKey("k"));
  }

  @Test
  void playIsRefusedInWords() {
    connect("live");

    List<Step> steps = dialogue.hear(call("play", 0));

    assertThat(codeOf(steps.getFirst())).isEqualTo("NetStream.Play.Failed");
    assertThat(steps.getLast()).isInstanceOf(Step.HangUp.class);
  }

  @Test
  void publishStartIsSaidOnlyWhenAdmitted() {
    connect("live");
    assertThat(publish("k")).hasSize(1);

    List<Step> steps = dialogue.admit("Go.");

    assertThat(steps.getFirst()).isEqualTo(new Step.Say(new RtmpMessage.UserControl(0, 1)));
    assertThat(codeOf(steps.getLast())).isEqualTo("NetStream.Publish.Start");
    assertThat(said(steps.getLast()).transaction()).isZero();
    assertThat(said(steps.getLast()).stream()).isEqualTo(1);
  }

  @Test
  void publishingTwiceOnOneConnectionIsRefused() {
    connect("live");
    publish("k");

    assertThat(codeOf(publish("k2").getFirst())).isEqualTo("NetStream.Publish.BadName");
  }

  @Test
  void afterDeleteStreamOneMayPublishAgain() {
    connect("live");
    publish("k");
    dialogue.admit("Go.");

    List<Step> steps = dialogue.hear(call("deleteStream", 8));

    assertThat(steps.getFirst()).isEqualTo(new Step.EndPublish());
    assertThat(publish("k")).containsExactly(new Step.CheckKey("k"));
  }

  @Test
  void announcedEndIsTheEndAndIsNotAnswered() {
    connect("live");
    publish("k");
    dialogue.admit("Go.");

    assertThat(dialogue.hear(call("FCUnpublish", 6))).containsExactly(new Step.EndPublish());
    assertThat(codeOf(dialogue.hear(call("deleteStream", 0)).getFirst()))
        .isEqualTo("NetStream.Unpublish.Success");
  }

  @Test
  void strangersMustConnectFirstAndAreToldNothing() {
    assertThat(dialogue.hear(call("publish", 1)).getFirst()).isInstanceOf(Step.HangUp.class);
    assertThat(dialogue.farewell(CloseReason.rejected("no"))).isEmpty();
  }

  private List<Step> connect(String app) {
    AmfValue wishes = AmfValue.table("app", app, "flashVer", "Encoder/1");
    return connectWith(wishes);
  }

  private List<Step> connectWith(AmfValue wishes) {
    AmfValue extra = new AmfValue.Text("whatever else");
    return dialogue.hear(new RtmpMessage.Command(0, "connect", 1, List.of(wishes, extra)));
  }

  private List<Step> publish(String name) {
    return dialogue.hear(
        new RtmpMessage.Command(1, "publish", 5, List.of(NOTHING, new AmfValue.Text(name))));
  }

  private static RtmpMessage.Command call(String name, int transaction) {
    return new RtmpMessage.Command(0, name, transaction, List.of(NOTHING));
  }

  private static RtmpMessage.Command said(Step step) {
    return (RtmpMessage.Command) ((Step.Say) step).message();
  }

  private static String codeOf(Step step) {
    return Optional.of((AmfValue.Table) said(step).argument(1))
        .flatMap(t -> t.text("code"))
        .orElseThrow();
  }
}
