package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.util.function.Consumer;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.NalUnits;
import live.nigiwai.ingest.media.Sample;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Encodes H.264 without delay and without frames that refer forward, so that decoding time equals
 * display time. Owns the encoder's context and packet.
 *
 * <p>x264 where the library has it (the GPL build), else OpenH264.
 *
 * <p><i>Threading</i>: one thread opens, uses and closes it.
 */
final class VideoEncoder implements AutoCloseable {
  /** Far beyond a segment: only the plan decides where decoding can start. */
  private static final int KEY_FRAME_INTERVAL = 6_000;

  private final AVCodecContext context;
  private final AVPacket packet;
  private final AvcConfig config;

  VideoEncoder(
      Rung rung, Rung.Size size, double framesPerSecond, AVFrame colours, TranscodeConfig how) {
    this(rung, size, framesPerSecond, colours, how, "main");
  }

  /**
   * @param profile of H.264, for example {@code main}
   */
  VideoEncoder(
      Rung rung,
      Rung.Size size,
      double framesPerSecond,
      AVFrame colours,
      TranscodeConfig how,
      String profile) {
    NativeFault.load();
    AVCodec x264 = avcodec_find_encoder_by_name("libx264");
    AVCodec codec =
        x264 != null
            ? x264
            : NativeFault.present(
                "an H.264 encoder (libx264 or libopenh264)",
                avcodec_find_encoder_by_name("libopenh264"));
    context = avcodec_alloc_context3(codec);
    packet = av_packet_alloc();
    try {
      context.width(size.width()).height(size.height()).pix_fmt(AV_PIX_FMT_YUV420P);
      context.time_base().num(1).den(Sample.TICKS_PER_SECOND);
      context.framerate().num((int) Math.round(framesPerSecond * 1000)).den(1000);
      context.sample_aspect_ratio().num(1).den(1);
      context.color_primaries(colours.color_primaries()).color_trc(colours.color_trc());
      context.colorspace(colours.colorspace()).color_range(colours.color_range());
      context.bit_rate(rung.kilobitsPerSecond() * 1000L);
      context.rc_max_rate((long) (rung.kilobitsPerSecond() * 1000L * Rung.PEAK));
      context.rc_buffer_size((int) (rung.kilobitsPerSecond() * 1000L * Rung.BUFFER_SECONDS));
      context.gop_size(KEY_FRAME_INTERVAL).max_b_frames(0).thread_count(how.encoderThreads());
      context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
      if (x264 != null) {
        option("preset", how.preset());
        option("tune", "zerolatency");
        option("profile", profile);
        option("forced-idr", "1");
        option("x264-params", "scenecut=0:open-gop=0");
      }
      NativeFault.check("open H.264 encoder", avcodec_open2(context, codec, (AVDictionary) null));
      byte[] extra = new byte[context.extradata_size()];
      context.extradata().capacity(extra.length).get(extra);
      config = AvcConfig.ofAnnexB(extra);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void option(String name, String value) {
    NativeFault.check("x264 option " + name, av_opt_set(context.priv_data(), name, value, 0));
  }

  AvcConfig config() {
    return config;
  }

  /**
   * Encodes one frame, as one that decoding can start with if asked. The frame's own picture type
   * is the source's and must not leak into ours.
   */
  void encode(AVFrame frame, boolean boundary, Consumer<Sample> out) {
    frame.pict_type(boundary ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    NativeFault.check("encode", avcodec_send_frame(context, frame));
    receive(out);
  }

  void drain(Consumer<Sample> out) {
    avcodec_send_frame(context, (AVFrame) null);
    receive(out);
  }

  private void receive(Consumer<Sample> out) {
    while (avcodec_receive_packet(context, packet) >= 0) {
      byte[] data = new byte[packet.size()];
      packet.data().capacity(data.length).get(data);
      long pts = packet.pts();
      boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
      av_packet_unref(packet);
      NalUnits.Picture picture = NalUnits.pictureOfAnnexB(data);
      out.accept(new Sample(pts, pts, key && picture.idr(), picture.data()));
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avcodec_free_context(context);
  }
}
