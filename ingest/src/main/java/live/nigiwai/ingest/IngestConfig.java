package live.nigiwai.ingest;

import live.nigiwai.ingest.archive.ArchiveConfig;
import live.nigiwai.ingest.health.HealthConfig;
import live.nigiwai.ingest.hls.MediaConfig;
import live.nigiwai.ingest.rtmp.RtmpConfig;

/**
 * Every setting and limit of ingest.
 *
 * @param rtmp where publishers come in, and what they may do
 * @param media what becomes of their pictures and sound
 * @param archive what is kept of them
 * @param health when staff are told that something is wrong with them
 */
public record IngestConfig(
    RtmpConfig rtmp, MediaConfig media, ArchiveConfig archive, HealthConfig health) {
  public static IngestConfig defaults() {
    return new IngestConfig(
        RtmpConfig.defaults(),
        MediaConfig.defaults(),
        ArchiveConfig.defaults(),
        HealthConfig.defaults());
  }

  public IngestConfig withRtmp(RtmpConfig other) {
    return new IngestConfig(other, media, archive, health);
  }

  public IngestConfig withMedia(MediaConfig other) {
    return new IngestConfig(rtmp, other, archive, health);
  }
}
