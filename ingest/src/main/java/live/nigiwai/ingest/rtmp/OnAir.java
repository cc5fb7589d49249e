package live.nigiwai.ingest.rtmp;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.ingest.rtmp.StreamGrant.Kind;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes which show: at most one main and one backup encoder, and which of the two is on
 * air.
 *
 * <p>Of two of the same kind the newest wins, because an encoder that lost its network comes back
 * long before its old connection is known to be dead. But two encoders with the same key would
 * fight for ever, so after some takeovers within a minute the newcomer is refused.
 *
 * <p>Between main and backup nobody is displaced: one is on air, the other stands by. The air
 * passes in {@link Turn}s, so that two sinks of one show are never open at once.
 *
 * <p><i>Threading</i>: any thread; one short lock, nothing is called while it is held.
 *
 * @param <H> a holder, compared by identity
 */
final class OnAir<H> {
  /** What became of a claim. */
  sealed interface Claim<H> {
    /**
     * The place is the newcomer's; whoever had it must give way.
     *
     * @param turn on the air; none if it stands by
     */
    record Granted<H>(Optional<H> displaced, Optional<Turn> turn) implements Claim<H> {}

    record Refused<H>(H holder) implements Claim<H> {}
  }

  /** The air goes to somebody who stood by. */
  record Handover<H>(H to, Turn turn) {}

  private static final class Place<H> {
    final Map<Kind, H> publishers = new EnumMap<>(Kind.class);
    @Nullable H air;
    Turn turn;

    Place() {
      turn = Turn.first();
      turn.over();
    }

    Turn give(@Nullable H to) {
      air = to;
      turn = turn.next();
      return turn;
    }
  }

  private final Allowance takeovers;
  private final Map<ShowId, Place<H>> places = new HashMap<>();

  OnAir(Allowance takeovers) {
    this.takeovers = takeovers;
  }

  synchronized Claim<H> claim(ShowId show, Kind kind, H newcomer) {
    Place<H> place = places.computeIfAbsent(show, any -> new Place<>());
    H before = place.publishers.get(kind);
    if (before != null && !takeovers.take(show.value() + " " + kind)) {
      return new Claim.Refused<>(before);
    }
    place.publishers.put(kind, newcomer);
    boolean free = place.air == null || place.air == before;
    return new Claim.Granted<>(
        Optional.ofNullable(before), free ? Optional.of(place.give(newcomer)) : Optional.empty());
  }

  /** Who is on air, if it is somebody else. */
  synchronized Optional<H> holderBut(ShowId show, H asking) {
    Place<H> place = places.get(show);
    return place == null || place.air == null || place.air == asking
        ? Optional.empty()
        : Optional.of(place.air);
  }

  /**
   * The air passes from one to the other of the show's two publishers, if it still is as the caller
   * believes. The backup may always take over from a main encoder that broke; the main one comes
   * back only so many times a minute.
   */
  synchronized Optional<Handover<H>> pass(ShowId show, H from, Kind kind, H to) {
    Place<H> place = places.get(show);
    if (place == null || place.air != from || place.publishers.get(kind) != to) {
      return Optional.empty();
    }
    if (kind == Kind.MAIN && !takeovers.take(show.value() + " return")) {
      return Optional.empty();
    }
    return Optional.of(new Handover<>(to, place.give(to)));
  }

  /** Whether this is the turn of now, and not one that has been passed on since. */
  synchronized boolean isCurrent(ShowId show, Turn turn) {
    Place<H> place = places.get(show);
    return place != null && place.turn == turn;
  }

  /**
   * A publisher is gone; harmless for one that was displaced.
   *
   * @return who stood by and now is on air
   */
  synchronized Optional<Handover<H>> release(ShowId show, Kind kind, H holder) {
    Place<H> place = places.get(show);
    if (place == null) {
      return Optional.empty();
    }
    place.publishers.remove(kind, holder);
    Optional<Handover<H>> handover = Optional.empty();
    if (place.air == holder) {
      H heir = place.publishers.get(kind.other());
      if (heir == null) {
        place.air = null;
      } else {
        handover = Optional.of(new Handover<>(heir, place.give(heir)));
      }
    }
    // Kept while a sink of it may still be open, so that nobody opens another beside it.
    if (place.publishers.isEmpty() && place.turn.isOver()) {
      places.remove(show);
    }
    return handover;
  }

  synchronized int shows() {
    return (int) places.values().stream().filter(place -> place.air != null).count();
  }

  synchronized int standingBy() {
    return places.values().stream()
        .mapToInt(place -> place.publishers.size() - (place.air == null ? 0 : 1))
        .sum();
  }
}
