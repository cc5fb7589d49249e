package live.nigiwai.ingest.hls;

import java.util.List;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.InProcessTranscoder;
import live.nigiwai.ingest.transcode.Pace;
import live.nigiwai.ingest.transcode.Rung;
import live.nigiwai.ingest.transcode.Transcoder;
import org.jspecify.annotations.Nullable;

/**
 * The transcoder of a run, if it has one, and what comes out of it.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Encoding {
  /** Takes what was made. */
  interface Receiver {
    /** Before a rung's first picture. */
    void opened(String rung, AvcConfig made);

    void encoded(String rung, Sample sample);

    void paced(Pace pace);

    void failed(String why);
  }

  private final String name;
  private final MediaConfig config;
  private final IngestMeters meters;
  private final LongSupplier nanoTime;
  private final Runnable wake;
  private final Receiver receiver;
  private @Nullable Transcoder transcoder;
  private List<Rung> rungs = List.of();
  private TranscoderOutputs outputs;

  Encoding(
      String name,
      MediaConfig config,
      IngestMeters meters,
      LongSupplier nanoTime,
      Runnable wake,
      Receiver receiver) {
    this.name = name;
    this.config = config;
    this.meters = meters;
    this.nanoTime = nanoTime;
    this.wake = wake;
    this.receiver = receiver;
    this.outputs = new TranscoderOutputs(wake);
  }

  /** A run begins, to be made into these rungs. */
  void begin(AvcConfig format, double framesPerSecond, List<Rung> encoded) {
    rungs = encoded;
    outputs = new TranscoderOutputs(wake);
    if (!encoded.isEmpty()) {
      transcoder =
          new InProcessTranscoder(
              name,
              format,
              framesPerSecond,
              encoded,
              config.transcode(),
              meters,
              nanoTime,
              outputs);
    }
  }

  /** A segment is about to start: rungs may come and go. */
  void segment(RungPacer pacer, long start) {
    if (transcoder != null) {
      pacer.segment(transcoder, rungs, start);
    }
  }

  void feed(Sample sample, boolean boundary) throws InterruptedException {
    if (transcoder != null) {
      transcoder.picture(sample, boundary);
    }
  }

  /** Hands on what was made since. */
  void drain() {
    for (TranscoderOutputs.Item item = outputs.poll(); item != null; item = outputs.poll()) {
      switch (item) {
        case TranscoderOutputs.Opened(String rung, AvcConfig made) -> receiver.opened(rung, made);
        case TranscoderOutputs.Encoded(String rung, Sample sample) ->
            receiver.encoded(rung, sample);
        case TranscoderOutputs.Paced(Pace pace) -> receiver.paced(pace);
        case TranscoderOutputs.Failed(String why) -> receiver.failed(why);
      }
    }
  }

  /** The run is over: delivers what is still inside. */
  void finish() {
    if (transcoder != null) {
      transcoder.finish();
      transcoder = null;
    }
    drain();
  }
}
