package live.nigiwai.ingest.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.NalUnits;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.Rung;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a show's publishes, one after another, on the show's axis and drives the plan, the sound
 * line, the transcoder and the ladder.
 *
 * <p>A <i>mapping</i> ties a publisher's clock to the axis; it is made anew at each publish and
 * where that clock jumps. A <i>run</i> is what decodes without a break; it ends with the mapping,
 * at another configuration, at a hole in the pictures, and where the source's key frames turn out
 * too far apart to be handed on.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class StreamCore implements Intake.Core, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamCore.class);
  private static final double FRAME_RATE_UNSTATED = 30;
  private static final long SOUND_FRAME_TICKS = AudioFrame.ticks(AacConfig.SAMPLES_PER_FRAME);

  /** Players want some before they begin. */
  private static final int MISSING_SEGMENTS = 3;

  private final String name;
  private final MediaConfig config;
  private final IngestMeters meters;
  private final Encoding encoding;
  private final Ladder ladder;
  private final SegmentPlan plan;
  private final PartPlan partPlan;
  private final Slate slate;
  private final StandIn standIn;
  private final RungPacer pacer;
  private final Archive archive;
  private final StreamFacts facts;
  private final long durationMax;
  private final long pictureGapMax;

  // The publish.
  private @Nullable Publisher publisher;
  private SoundLine sound;
  private @Nullable AvcConfig pictureConfig;
  private boolean encodeSource;
  private boolean longKeyFrameInterval;
  private long publishFirstNumber = Long.MAX_VALUE;

  // The mapping.
  private boolean mapped;
  private boolean hasMapped;
  private long shift;

  /** Nobody publishes any more, by the producer's word or after too long a break. */
  private boolean over;

  private long newestPictureMillis;

  // The run.
  private boolean running;
  private long shownAfter;
  private final List<Sample> sinceKey = new ArrayList<>();
  private long newestDts = Long.MIN_VALUE;

  StreamCore(
      String name,
      String session,
      MediaConfig config,
      ShowTime now,
      IngestMeters meters,
      LongSupplier nanoTime,
      StreamFacts facts,
      Archive archive,
      Ladder.Audience audience,
      Runnable wake) {
    this.name = name;
    this.config = config;
    this.meters = meters;
    this.facts = facts;
    MediaConfig.Segments limits = config.segments();
    this.durationMax = ticks(limits.durationMax().toMillis());
    this.pictureGapMax = ticks(limits.pictureGapMax().toMillis());
    this.plan = new SegmentPlan(session, ticks(limits.target().toMillis()), now);
    this.ladder = new Ladder(config, session, meters, archive, audience, this::playable);
    this.partPlan = new PartPlan(ticks(limits.part().toMillis()), ladder::partStarts);
    this.slate = new Slate(config.transcode());
    this.standIn =
        new StandIn(
            config, meters, slate, ladder, plan, partPlan, this::newSoundLine, this::planned);
    this.pacer = new RungPacer(name, ladder, partPlan, meters);
    this.encoding =
        new Encoding(
            name,
            config,
            meters,
            nanoTime,
            wake,
            ladder,
            pacer,
            () -> sound.horizon(),
            why -> refuse(Refusals.broken(why)));
    this.archive = archive;
    this.sound = newSoundLine();
  }

  private SoundLine newSoundLine() {
    return new SoundLine(config, meters, this::soundOut);
  }

  private void soundOut(AudioFrame frame) {
    ladder.sound(frame);
    ladder.settle(frame.end());
  }

  private void playable(long number) {
    if (number >= publishFirstNumber) {
      facts.playable();
    }
  }

  /** Goes on with what an earlier process left; a slate stands in until the publisher is back. */
  void restore() {
    if (archive.restore(ladder, plan, slate)) {
      facts.restored();
    }
  }

  /** A publish begins; one that is still there has been sent away and is finished first. */
  void begin(Publisher next) {
    endMapping();
    publisher = next;
    sound.close();
    sound = newSoundLine();
    pictureConfig = null;
    longKeyFrameInterval = false;
    hasMapped = false;
    publishFirstNumber = Long.MAX_VALUE;
  }

  /** The publish is over. */
  void end(String reason) {
    endMapping();
    publisher = null;
    facts.broken(reason);
  }

  /** Nothing follows: the lists are closed, and what was recorded is the replay. */
  void over() {
    endMapping();
    standIn.end();
    if (!over && !ladder.isEmpty()) {
      over = true;
      ladder.over();
      archive.over();
      facts.ended();
    }
  }

  /** Time has passed; where this process stood still, what is missing may be on its way. */
  void tick(long nowMillis, boolean stoodStill) {
    if (ladder.isEmpty() || over) {
      return;
    }
    if (stoodStill) {
      newestPictureMillis = nowMillis;
    }
    if (running && nowMillis - newestPictureMillis > config.breaks().stall().toMillis()) {
      endMapping();
      facts.broken("no pictures");
      publishFirstNumber = Long.MAX_VALUE;
    }
    if (!mapped) {
      standIn.beginIfDue(nowMillis);
    }
    if (!standIn.advance(nowMillis)) {
      over();
    }
  }

  /** The lists, for what is shown in them beside the pictures. */
  Ladder ladder() {
    return ladder;
  }

  /** Whether this publish has had a place on the axis. */
  boolean hasMapped() {
    return hasMapped;
  }

  @Override
  public void pictures(AvcConfig changed) {
    endRun();
    pictureConfig = changed;
  }

  @Override
  public void clockJumped() {
    endMapping();
  }

  @Override
  public void sounds(AacConfig changed) {
    sound.format(changed);
  }

  @Override
  public void sound(long millis, byte[] frame) {
    long position = millis * AudioFrame.SAMPLES_PER_MILLI;
    sound.frame(frame, mapped ? position + AudioFrame.samples(shift) : position);
  }

  @Override
  public void refuse(Refusals.Refusal refusal) {
    meters.refused(refusal.limit());
    log.info("{}: publisher refused: {}", name, refusal.words().description());
    if (publisher != null) {
      publisher.close(refusal.words());
    }
  }

  @Override
  public void picture(
      long dtsMillis, int compositionMillis, NalUnits.Picture picture, long arrivedMillis)
      throws InterruptedException {
    AvcConfig format = pictureConfig;
    if (format == null) {
      return;
    }
    if (running && ticks(dtsMillis) + shift > newestDts + pictureGapMax) {
      endRun();
    }
    if (!running && !picture.idr()) {
      return;
    }
    standIn.end();
    newestPictureMillis = arrivedMillis;
    if (!mapped) {
      map(dtsMillis, compositionMillis, arrivedMillis);
    }
    long pts = ticks(dtsMillis + compositionMillis) + shift;
    if (!running) {
      encodeSource = longKeyFrameInterval || !format.format().playsEverywhere();
      over = false;
      beginRun(format, pts);
    }
    long dts = Math.max(ticks(dtsMillis) + shift, newestDts + 1);
    newestDts = dts;
    place(format, new Sample(dts, pts, picture.idr(), picture.data()));
    sound.pictureAt(AudioFrame.samples(dts));
    ladder.settle(sound.horizon());
  }

  /** Ties the publisher's clock to ours; never before anything already on the axis. */
  private void map(long dtsMillis, int compositionMillis, long arrivedMillis) {
    // Sound reaches over the last picture before, and ours before our first one: half a frame each.
    long free = ladder.axisEnd() + SOUND_FRAME_TICKS + ticks(Math.max(0, compositionMillis));
    long start = Math.max(ShowAxis.ticks(new ShowTime(arrivedMillis)), free);
    shift = start - ticks(dtsMillis + compositionMillis);
    mapped = true;
    hasMapped = true;
    newestDts = Long.MIN_VALUE / 2;
    sound.start(AudioFrame.samples(start), AudioFrame.samples(shift));
  }

  private void place(AvcConfig format, Sample sample) throws InterruptedException {
    Optional<SegmentPlan.Planned> starts = plan.picture(sample.pts(), sample.key());
    boolean tooLong =
        !encodeSource
            && starts.isEmpty()
            && plan.isNewest(sample.pts())
            && plan.lengthUntil(sample.pts()) >= durationMax;
    if (tooLong) {
      withdrawSource(format, sample);
      return;
    }
    planned(starts, sample);
    if (sample.key()) {
      archive.key(format, sample);
      sinceKey.clear();
    }
    if (!encodeSource) {
      sinceKey.add(sample);
      ladder.picture(config.source().name(), sample, sound.horizon());
    }
    encoding.feed(sample, starts.isPresent());
  }

  /** Tells the ladder where segments and parts start. */
  private void planned(Optional<SegmentPlan.Planned> starts, Sample sample) {
    if (starts.isEmpty()) {
      if (plan.running()) {
        partPlan.picture(sample.dts() + shownAfter);
      }
      return;
    }
    SegmentPlan.Planned segment = starts.get();
    shownAfter = sample.pts() - sample.dts();
    partPlan.segment(segment.start());
    if (!standIn.stands()) {
      publishFirstNumber = Math.min(publishFirstNumber, segment.number());
      encoding.segment(segment.start());
    }
    ladder.plan(segment);
  }

  /**
   * The source's key frames are further apart than a segment may be long. From this picture on the
   * source is encoded too; the decoder is fed from the last key frame so that nothing is lost.
   */
  private void withdrawSource(AvcConfig format, Sample first) throws InterruptedException {
    log.warn(
        "{}: key frames are more than {} s apart, the source is encoded from now on",
        name,
        config.segments().durationMax().toSeconds());
    List<Sample> lead = List.copyOf(sinceKey);
    longKeyFrameInterval = true;
    endRun();
    encodeSource = true;
    beginRun(format, first.pts());
    for (Sample sample : lead) {
      encoding.feed(sample, false);
    }
    planned(plan.picture(first.pts(), first.key()), first);
    encoding.feed(first, true);
  }

  private void beginRun(AvcConfig format, long start) {
    double stated = format.format().framesPerSecond();
    double rate = stated < 5 || stated > 120 ? FRAME_RATE_UNSTATED : stated;
    long nominal = Math.round(Sample.TICKS_PER_SECOND / rate);
    plan.newRun(encodeSource, nominal, false);
    if (ladder.isEmpty()) {
      ladder.missing(plan.before(start, MISSING_SEGMENTS));
    }
    meters.sourceWithdrawn(!encodeSource ? null : longKeyFrameInterval ? "gop" : "format");
    slate.standInFor(format.format().displayWidth(), format.format().height());
    List<Rung> encoded = encodeSource ? config.ladder() : config.encoded();
    if (!encodeSource) {
      ladder.begin(config.source().name(), format, nominal);
    }
    double slowest =
        encoded.stream().mapToInt(Rung::framesPerSecondMax).min().orElse(Integer.MAX_VALUE);
    pacer.newRun(nominal, rate > slowest);
    ladder.beginSound();
    encoding.begin(format, rate, encoded);
    running = true;
  }

  /** Takes what the transcoder has made; called whenever it woke the show's thread. */
  void drain() {
    encoding.drain();
  }

  private void endRun() {
    if (running) {
      finishTranscoder();
      ladder.end();
    }
  }

  private void finishTranscoder() {
    running = false;
    sinceKey.clear();
    encoding.finish();
  }

  /** Nothing of this clock follows: silence reaches as far as the pictures do. */
  private void endMapping() {
    if (running) {
      finishTranscoder();
      sound.reach(AudioFrame.samples(ladder.runEnd()));
      ladder.end();
    }
    mapped = false;
    sound.stop();
  }

  @Override
  public void close() {
    endMapping();
    standIn.end();
    sound.close();
  }

  private static long ticks(long millis) {
    return millis * Sample.TICKS_PER_MILLI;
  }
}
