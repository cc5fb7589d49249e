package live.nigiwai.relay.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import live.nigiwai.runtime.cluster.Bell;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.ShowId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audience of every show over all nodes, and what it taps.
 *
 * <p>Each node tells the others how many watch with it: what changed every second, everything every
 * five, and a node that was not heard for fifteen is gone with its viewers. Taps travel as sums of
 * half a second, only to nodes where someone watches the show. Nothing is kept in Redis; without
 * it, or while it is away, each node knows of itself alone.
 *
 * <p><b>Threading</b>: any thread; {@link #tick} by one at a time.
 */
public final class Crowds implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Crowds.class);
  private static final String PRESENCE = "presence";
  private static final String GONE = "gone";
  private static final Duration CHANGES_EVERY = Duration.ofSeconds(1);
  private static final Duration ALL_EVERY = Duration.ofSeconds(5);
  private static final Duration TAPS_EVERY = Duration.ofMillis(500);
  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final int SHOWS_MAX = 10_000;
  private static final int SHOWS_PER_MESSAGE_MAX = 500;

  private final Bell bell;
  private final LongSupplier nanoTime;
  private final Cache<ShowId, Crowd> crowds =
      Caffeine.newBuilder().maximumSize(SHOWS_MAX).expireAfterAccess(REMEMBERED).build();
  private final Map<String, Long> nodes = new ConcurrentHashMap<>();
  private final Bell.Hearing presence;
  private long toldAllAt;
  private long toldChangesAt;
  private long toldTapsAt;

  public Crowds(Bell bell, LongSupplier nanoTime) {
    this.bell = bell;
    this.nanoTime = nanoTime;
    this.presence = bell.hear(PRESENCE, this::hear);
    long now = nanoTime.getAsLong();
    this.toldAllAt = now - ALL_EVERY.toNanos();
    this.toldChangesAt = now;
    this.toldTapsAt = now;
  }

  /**
   * A show's audience.
   *
   * @param peak the most at one time, as far back as any running node remembers
   * @param joinsPerMinute who came in the last minute; who came back is not counted
   */
  public record Turnout(
      int viewers, int peak, int joinsPerMinute, Map<String, Integer> viewersByNode) {}

  /** What other nodes' viewers tapped. */
  interface Taps {
    void tapped(Reaction reaction, int count);
  }

  private Crowd crowd(ShowId show) {
    return crowds.get(show, ignored -> new Crowd(nanoTime));
  }

  void joined(ShowId show) {
    crowd(show).joined();
  }

  /** Viewers on other nodes. */
  int elsewhere(ShowId show) {
    var crowd = crowds.getIfPresent(show);
    return crowd == null ? 0 : crowd.elsewhere();
  }

  Turnout turnout(ShowId show, int here) {
    return crowd(show).turnout(bell.node(), here);
  }

  /** How many other nodes there are. */
  public int otherNodes() {
    long oldest = nanoTime.getAsLong() - Crowd.FORGOTTEN_AFTER.toNanos();
    nodes.values().removeIf(heardAt -> heardAt < oldest);
    return nodes.size();
  }

  /** Counts what was tapped here, for the other nodes. */
  void tapped(ShowId show, Reaction reaction, int count) {
    if (bell.reach() == Bell.Reach.HEARD) {
      crowd(show).tapped(reaction, count);
    }
  }

  /** Hears what is tapped elsewhere in a show. */
  Bell.Hearing hearTaps(ShowId show, Taps taps) {
    return bell.hear(tapsChannel(show), message -> hearTaps(message, taps));
  }

  private static String tapsChannel(ShowId show) {
    return "taps:" + show;
  }

  // --- telling ---

  /**
   * @param here how many watch each show on this node
   */
  void tick(List<ShowId> open, ToIntFunction<ShowId> here) {
    long now = nanoTime.getAsLong();
    for (var show : open) {
      crowd(show).count(here.applyAsInt(show));
    }
    if (bell.reach() == Bell.Reach.ALONE) {
      return;
    }
    if (now - toldTapsAt >= TAPS_EVERY.toNanos()) {
      toldTapsAt = now;
      open.forEach(this::tellTaps);
    }
    boolean all = now - toldAllAt >= ALL_EVERY.toNanos();
    if (all || now - toldChangesAt >= CHANGES_EVERY.toNanos()) {
      toldChangesAt = now;
      toldAllAt = all ? now : toldAllAt;
      tell(all, here);
    }
  }

  private record Telling(ShowId show, Crowd crowd) {}

  private void tell(boolean all, ToIntFunction<ShowId> here) {
    var some = new ArrayList<Telling>();
    for (var each : crowds.asMap().entrySet()) {
      if (each.getValue().worthTelling(here.applyAsInt(each.getKey()), all)) {
        some.add(new Telling(each.getKey(), each.getValue()));
      }
    }
    // Nothing to say is worth saying when all is said: the others learn that we are here.
    for (int from = 0; from < some.size() || all && from == 0; from += SHOWS_PER_MESSAGE_MAX) {
      var part = some.subList(from, Math.min(some.size(), from + SHOWS_PER_MESSAGE_MAX));
      bell.ring(PRESENCE, () -> presence(part));
    }
  }

  private byte[] presence(List<Telling> some) {
    return bytes(
        out -> {
          out.writeStartObject();
          out.writeStringField("node", bell.node());
          out.writeObjectFieldStart("shows");
          for (var each : some) {
            each.crowd.write(out, each.show.value());
          }
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  private void tellTaps(ShowId show) {
    var tapped = crowd(show).takeTaps();
    if (!tapped.isEmpty()) {
      bell.ring(
          tapsChannel(show),
          () ->
              bytes(
                  out -> {
                    out.writeStartObject();
                    out.writeStringField("node", bell.node());
                    for (var each : tapped.entrySet()) {
                      out.writeNumberField(name(each.getKey()), each.getValue());
                    }
                    out.writeEndObject();
                  }));
    }
  }

  private static byte[] bytes(Json.Writing writing) {
    return Json.text(writing).getBytes(StandardCharsets.UTF_8);
  }

  private static String name(Reaction reaction) {
    return reaction.name().toLowerCase(Locale.ROOT);
  }

  // --- hearing ---

  private void hear(byte[] message) {
    try {
      var told = tree(message);
      String node = told.required("node").asText();
      if (node.equals(bell.node())) {
        return;
      }
      if (told.path(GONE).asBoolean()) {
        nodes.remove(node);
        crowds.asMap().values().forEach(crowd -> crowd.forget(node));
      } else {
        nodes.put(node, nanoTime.getAsLong());
        told.required("shows")
            .properties()
            .forEach(each -> crowd(new ShowId(each.getKey())).hear(node, each.getValue()));
      }
    } catch (RuntimeException unreadable) {
      log.debug("a node's presence cannot be read: {}", unreadable.toString());
    }
  }

  private void hearTaps(byte[] message, Taps taps) {
    try {
      var told = tree(message);
      if (told.required("node").asText().equals(bell.node())) {
        return;
      }
      for (var reaction : Reaction.values()) {
        int count = told.path(name(reaction)).asInt();
        if (count > 0) {
          taps.tapped(reaction, count);
        }
      }
    } catch (RuntimeException unreadable) {
      log.debug("a node's taps cannot be read: {}", unreadable.toString());
    }
  }

  private static JsonNode tree(byte[] message) {
    return Json.tree(new String(message, StandardCharsets.UTF_8));
  }

  /** Tells the others that this node's viewers are gone, which they would find out later. */
  @Override
  public void close() {
    presence.close();
    bell.ring(
        PRESENCE,
        () ->
            bytes(
                out -> {
                  out.writeStartObject();
                  out.writeStringField("node", bell.node());
                  out.writeBooleanField(GONE, true);
                  out.writeEndObject();
                }));
  }
}
