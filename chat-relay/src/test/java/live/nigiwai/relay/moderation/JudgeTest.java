package live.nigiwai.relay.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.nigiwai.relay.moderation.Judge.Memory;
import live.nigiwai.relay.moderation.Judgement.Reason;
import live.nigiwai.relay.moderation.Judgement.Why;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowState.Chat;
import live.nigiwai.show.timeline.ShowState.Speakers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final long NOW = 1_000_000;
  private static final Standing NEW = new Standing(false, false, true);
  private static final Standing MEMBER = new Standing(false, true, false);
  private static final Standing BUYER = new Standing(true, false, false);
  private static final Chat RAID = new Chat(30, Speakers.MEMBERS, true, false, true);
  private static final WordList WORDS =
      new WordList(
          List.of(
              new BlockedWord("ばか者", BlockedWord.Verdict.BLOCK),
              new BlockedWord("偽物", BlockedWord.Verdict.HOLD),
              new BlockedWord("転売屋", BlockedWord.Verdict.SHADOW)));

  private static Judgement decide(
      String text, Chat chat, Standing standing, @Nullable Sanction sanction, Memory memory) {
    return Judge.decide(
        new Judge.Case(text, Folded.of(text), chat, standing, sanction, memory, NOW),
        WORDS,
        Repetition.defaults());
  }

  private static Judgement decide(String text, Chat chat, Standing standing) {
    return decide(text, chat, standing, null, Memory.NOTHING);
  }

  private static Judgement refused(Reason reason) {
    return new Judgement.Refuse(reason, 0);
  }

  private static Sanction sanction(Sanction.Kind kind, @Nullable Long until) {
    return new Sanction("sn_1", new ShowId("demo"), kind, "v_1", "", "", until);
  }

  @Test
  void whatIsOrdinaryIsShown() {
    assertThat(decide("かわいい！", Judge.FREE, NEW)).isEqualTo(new Judgement.Allow());
  }

  @Test
  void wordsDecideByTheirVerdict() {
    assertThat(decide("このばか者", Judge.FREE, NEW)).isEqualTo(refused(Reason.BLOCKED));
    assertThat(decide("偽物でしょ", Judge.FREE, NEW)).isEqualTo(new Judgement.Hold(Why.WORD));
    assertThat(decide("転売屋さん", Judge.FREE, NEW)).isEqualTo(new Judgement.Shadow());
  }

  @Test
  void onlyThoseTheModeNamesMaySpeak() {
    var members = new Chat(0, Speakers.MEMBERS, false, false, false);
    var buyers = new Chat(0, Speakers.BUYERS, false, false, false);
    assertThat(decide("はい", members, NEW)).isEqualTo(refused(Reason.MEMBERS_ONLY));
    assertThat(decide("はい", members, MEMBER)).isEqualTo(new Judgement.Allow());
    assertThat(decide("はい", members, BUYER)).isEqualTo(new Judgement.Allow());
    assertThat(decide("はい", buyers, MEMBER)).isEqualTo(refused(Reason.BUYERS_ONLY));
    assertThat(decide("はい", buyers, BUYER)).isEqualTo(new Judgement.Allow());
  }

  @Test
  void slowModeSaysHowLongToWait() {
    var slow = new Chat(30, Speakers.EVERYONE, false, false, false);
    var before = new Memory(NOW - 10_000, 1, 0, 0);
    assertThat(decide("はい", slow, NEW, null, before))
        .isEqualTo(new Judgement.Refuse(Reason.SLOW_MODE, 20_000));
    assertThat(decide("はい", slow, NEW, null, new Memory(NOW - 30_000, 0, 0, 0)))
        .isEqualTo(new Judgement.Allow());
  }

  @Test
  void sanctionsComeBeforeEverything() {
    assertThat(decide("はい", Judge.FREE, BUYER, sanction(Sanction.Kind.MUTE, null), Memory.NOTHING))
        .isEqualTo(refused(Reason.MUTED));
    assertThat(
            decide(
                "はい",
                Judge.FREE,
                BUYER,
                sanction(Sanction.Kind.MUTE, NOW + 60_000),
                Memory.NOTHING))
        .isEqualTo(new Judgement.Refuse(Reason.MUTED, 60_000));
    assertThat(
            decide("はい", Judge.FREE, BUYER, sanction(Sanction.Kind.SHADOW, null), Memory.NOTHING))
        .isEqualTo(new Judgement.Shadow());
  }

  @Test
  void linksAndNumbersWaitAndInARaidAreRefused() {
    var links = new Chat(0, Speakers.EVERYONE, false, true, false);
    assertThat(decide("example.com", Judge.FREE, NEW)).isEqualTo(new Judgement.Hold(Why.LINK));
    assertThat(decide("example.com", links, NEW)).isEqualTo(new Judgement.Allow());
    assertThat(decide("090-1234-5678", links, NEW)).isEqualTo(new Judgement.Hold(Why.PHONE));
    assertThat(decide("example.com", RAID, MEMBER)).isEqualTo(refused(Reason.BLOCKED));
    assertThat(decide("かわいい", RAID, MEMBER)).isEqualTo(new Judgement.Hold(Why.MODE));
  }

  @Test
  void sayingItAgainIsRefusedAndACrowdSayingTheSameWaits() {
    String longText = "このショップは対応がとても悪いです";
    assertThat(decide(longText, Judge.FREE, NEW, null, new Memory(NOW - 9_000, 1, 1, 0)))
        .isEqualTo(refused(Reason.DUPLICATE));
    assertThat(decide("かわいい", Judge.FREE, NEW, null, new Memory(NOW - 9_000, 1, 1, 9)))
        .as("short praise may be repeated, and is everyone's")
        .isEqualTo(new Judgement.Allow());
    assertThat(decide("かわいい", Judge.FREE, NEW, null, new Memory(NOW - 9_000, 5, 5, 9)))
        .isEqualTo(refused(Reason.DUPLICATE));
    assertThat(decide(longText, Judge.FREE, NEW, null, new Memory(0, 0, 0, 4)))
        .isEqualTo(new Judgement.Hold(Why.FLOOD));
  }

  @Test
  void oneWhoSpeaksOverSeveralNodesIsSlowedLikeAnyOther() {
    assertThat(decide("はい", Judge.FREE, NEW, null, new Memory(NOW - 100, 20, 0, 0)))
        .isEqualTo(new Judgement.Refuse(Reason.SLOW_DOWN, 2_000));
  }
}
