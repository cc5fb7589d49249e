package live.nigiwai.relay.moderation;

import live.nigiwai.relay.moderation.Judgement.Allow;
import live.nigiwai.relay.moderation.Judgement.Hold;
import live.nigiwai.relay.moderation.Judgement.Reason;
import live.nigiwai.relay.moderation.Judgement.Refuse;
import live.nigiwai.relay.moderation.Judgement.Shadow;
import live.nigiwai.relay.moderation.Judgement.Why;
import live.nigiwai.show.timeline.ShowState.Chat;
import live.nigiwai.show.timeline.ShowState.Speakers;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a comment. Pure: everything it goes by is handed to it.
 *
 * <p>Refusals come first, from the one nobody can do anything about to the one that passes by
 * itself; then what is for the author alone; then what waits. Staff are never judged.
 */
final class Judge {
  /** A chat nobody has set: everyone, at once, links only by the hand of a moderator. */
  static final Chat FREE = new Chat(0, Speakers.EVERYONE, false, false, false);

  private Judge() {}

  /**
   * @param text as it was cleaned
   * @param sanction what is on the author, strictest first; null if nothing is
   * @param memory what the author, and everyone, said lately
   */
  record Case(
      String text,
      Folded folded,
      Chat chat,
      Standing standing,
      @Nullable Sanction sanction,
      Memory memory,
      long nowMillis) {}

  /**
   * What was said lately, as far as this comment is concerned.
   *
   * @param lastSaidMillis when the author last said something in this show; 0 for never
   * @param saidLately how much the author said in the last ten seconds, wherever they are connected
   * @param sameByAuthor how often the author said this lately
   * @param sameByOthers how many others said this lately
   */
  record Memory(long lastSaidMillis, int saidLately, int sameByAuthor, int sameByOthers) {
    static final Memory NOTHING = new Memory(0, 0, 0, 0);
  }

  static Judgement decide(Case it, WordList words, Repetition limits) {
    var verdict = words.find(it.folded);
    var contacts = Contacts.of(it.text);
    var refusal = refuse(it, verdict, contacts, limits);
    if (refusal != null) {
      return refusal;
    }
    boolean shadowed = it.sanction != null && it.sanction.kind() == Sanction.Kind.SHADOW;
    if (shadowed || verdict == BlockedWord.Verdict.SHADOW) {
      return new Shadow();
    }
    if (verdict == BlockedWord.Verdict.HOLD) {
      return new Hold(Why.WORD);
    }
    if (contacts.number()) {
      return new Hold(Why.PHONE);
    }
    if (!it.chat.links() && contacts.link()) {
      return new Hold(Why.LINK);
    }
    if (it.memory.sameByOthers >= limits.sameByOthersMax()
        && it.folded.text().length() >= limits.tellingLength()) {
      return new Hold(Why.FLOOD);
    }
    return it.chat.hold() ? new Hold(Why.MODE) : new Allow();
  }

  private static @Nullable Refuse refuse(
      Case it, BlockedWord.@Nullable Verdict verdict, Contacts contacts, Repetition limits) {
    var sanction = it.sanction;
    if (sanction != null && sanction.kind() != Sanction.Kind.SHADOW) {
      return new Refuse(Reason.MUTED, sanction.leftMillis(it.nowMillis));
    }
    boolean buyer = it.standing.buyer();
    if (it.chat.who() == Speakers.BUYERS && !buyer) {
      return new Refuse(Reason.BUYERS_ONLY, 0);
    }
    if (it.chat.who() == Speakers.MEMBERS && !buyer && !it.standing.member()) {
      return new Refuse(Reason.MEMBERS_ONLY, 0);
    }
    if (verdict == BlockedWord.Verdict.BLOCK) {
      return new Refuse(Reason.BLOCKED, 0);
    }
    if (it.chat.raid() && contacts.any()) {
      return new Refuse(Reason.BLOCKED, 0);
    }
    boolean telling = it.folded.text().length() >= limits.tellingLength();
    if (it.memory.sameByAuthor >= (telling ? 1 : limits.shortAgainMax())) {
      return new Refuse(Reason.DUPLICATE, 0);
    }
    if (it.memory.saidLately >= limits.saidLatelyMax()) {
      return new Refuse(Reason.SLOW_DOWN, 2_000);
    }
    long wait = it.memory.lastSaidMillis + it.chat.slowSeconds() * 1_000L - it.nowMillis;
    if (it.chat.slowSeconds() > 0 && it.memory.lastSaidMillis > 0 && wait > 0) {
      return new Refuse(Reason.SLOW_MODE, wait);
    }
    return null;
  }
}
