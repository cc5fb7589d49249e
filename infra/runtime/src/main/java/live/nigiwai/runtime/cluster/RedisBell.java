package live.nigiwai.runtime.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The bell over Redis' or Valkey's plain publish and subscribe.
 *
 * <p>A connection that looks alive proves nothing, so the node rings for itself every second and
 * listens: two rings missed, and it is {@link Reach#DEAF} until it hears itself again. Connections
 * that stay silent are broken and made anew.
 *
 * <p><b>Threading</b>: any thread; one virtual thread rings for ourselves.
 */
public final class RedisBell implements Bell {
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration SILENCE_MAX = BEAT.multipliedBy(5).dividedBy(2);
  private static final Duration HANG_UP_AFTER = BEAT.multipliedBy(4);
  private static final byte[] NOTHING = new byte[0];

  private final RedisAddress address;
  private final String node = NodeName.ofThisProcess();
  private final Counter rung;
  private final Counter heard;
  private final Counter dropped;
  private final Ringing ringing;
  private final Hearings hearings;
  private final Thread beating;
  private volatile long heardOurselvesAt = System.nanoTime() - SILENCE_MAX.toNanos();
  private volatile long hungUpAt = System.nanoTime();

  private RedisBell(RedisAddress address, MeterRegistry meters) {
    this.address = address;
    this.rung = meters.counter("nigiwai.bell.rung");
    this.heard = meters.counter("nigiwai.bell.heard");
    this.dropped = meters.counter("nigiwai.bell.dropped");
    this.ringing = new Ringing(address, "nigiwai-" + node, dropped::increment);
    this.hearings = new Hearings(address, "nigiwai-" + node, this::deafen);
    this.beating = Thread.ofVirtual().name("bell-beat").unstarted(this::beat);
    meters.gauge("nigiwai.bell.deaf", this, bell -> bell.reach() == Reach.DEAF ? 1 : 0);
  }

  /** Starts at once and connects when it can: Redis may come and go. */
  public static RedisBell open(RedisAddress address, MeterRegistry meters) {
    var bell = new RedisBell(address, meters);
    bell.hearings.add(bell.ownChannel(), bell.new OwnEar());
    bell.hearings.start();
    bell.ringing.start();
    bell.beating.start();
    return bell;
  }

  private final class OwnEar implements Ear {
    @Override
    public void heard(byte[] message) {
      heardOurselvesAt = System.nanoTime();
    }

    @Override
    public void tuned() {
      ringing.offer(ownChannel(), NOTHING);
    }
  }

  private String ownChannel() {
    return named("node:" + node);
  }

  private String named(String channel) {
    return address.installation() + ":" + channel;
  }

  @Override
  public Reach reach() {
    return silence() < SILENCE_MAX.toNanos() ? Reach.HEARD : Reach.DEAF;
  }

  @Override
  public String node() {
    return node;
  }

  private long silence() {
    return System.nanoTime() - heardOurselvesAt;
  }

  private void deafen() {
    heardOurselvesAt = Math.min(heardOurselvesAt, System.nanoTime() - SILENCE_MAX.toNanos());
  }

  @Override
  public void ring(String channel, Supplier<byte[]> message) {
    byte[] written = ringing.connected() ? message.get() : null;
    if (written == null || written.length > MESSAGE_BYTES_MAX) {
      dropped.increment();
      return;
    }
    rung.increment();
    ringing.offer(named(channel), written);
  }

  @Override
  public Hearing hear(String channel, Ear ear) {
    return hearings.add(named(channel), new Counted(ear));
  }

  private final class Counted implements Ear {
    private final Ear ear;

    Counted(Ear ear) {
      this.ear = ear;
    }

    @Override
    public void heard(byte[] message) {
      heard.increment();
      ear.heard(message);
    }

    @Override
    public void tuned() {
      ear.tuned();
    }
  }

  private void beat() {
    try {
      while (true) {
        ringing.offer(ownChannel(), NOTHING);
        TimeUnit.MILLISECONDS.sleep(BEAT.toMillis());
        long now = System.nanoTime();
        if (silence() > HANG_UP_AFTER.toNanos() && now - hungUpAt > HANG_UP_AFTER.toNanos()) {
          hungUpAt = now;
          hearings.hangUp();
          ringing.hangUp();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    beating.interrupt();
    ringing.close();
    hearings.close();
  }
}
