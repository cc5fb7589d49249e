package live.nigiwai.ingest;

import live.nigiwai.ingest.hls.MediaConfig;
import live.nigiwai.ingest.rtmp.RtmpConfig;

/**
 * Every setting and limit of ingest.
 *
 * @param rtmp where publishers come in, and what they may do
 * @param media what becomes of their pictures and sound
 */
public record IngestConfig(RtmpConfig rtmp, MediaConfig media) {
  public static IngestConfig defaults() {
    return new IngestConfig(RtmpConfig.defaults(), MediaConfig.defaults());
  }

  public IngestConfig withRtmp(RtmpConfig other) {
    return new IngestConfig(other, media);
  }

  public IngestConfig withMedia(MediaConfig other) {
    return new IngestConfig(rtmp, other);
  }
}
