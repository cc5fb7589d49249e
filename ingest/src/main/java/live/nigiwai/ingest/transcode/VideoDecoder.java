package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG2_FAST;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Decodes H.264. Owns the decoder's context, its packet and its frame.
 *
 * <p><i>Threading</i>: one thread opens, uses and closes it.
 */
final class VideoDecoder implements AutoCloseable {
  interface Frames {
    /** The frame is the decoder's; it is reused after the call. */
    void accept(AVFrame frame) throws InterruptedException;
  }

  private final AVCodecContext context;
  private final AVPacket packet;
  private final AVFrame frame;

  VideoDecoder(AvcConfig config) {
    this(config, false);
  }

  /** For what is scaled down anyway: the edges of blocks are not smoothed. */
  static VideoDecoder forSmallPictures(AvcConfig config) {
    return new VideoDecoder(config, true);
  }

  private VideoDecoder(AvcConfig config, boolean small) {
    NativeFault.load();
    AVCodec codec =
        NativeFault.present("the H.264 decoder", avcodec_find_decoder(AV_CODEC_ID_H264));
    context = avcodec_alloc_context3(codec);
    packet = av_packet_alloc();
    frame = av_frame_alloc();
    byte[] record = config.record();
    BytePointer extra =
        new BytePointer(av_mallocz((long) record.length + AV_INPUT_BUFFER_PADDING_SIZE));
    extra.put(record);
    context.extradata(extra).extradata_size(record.length);
    context.pkt_timebase().num(1).den(Sample.TICKS_PER_SECOND);
    context.thread_count(1);
    if (small) {
      context.skip_loop_filter(AVDISCARD_ALL).flags2(AV_CODEC_FLAG2_FAST);
    }
    try {
      NativeFault.check("open H.264 decoder", avcodec_open2(context, codec, (AVDictionary) null));
    } catch (NativeFault e) {
      close();
      throw e;
    }
  }

  /** Decodes one picture; false where it was damaged and skipped. */
  boolean decode(Sample sample, Frames frames) throws InterruptedException {
    NativeFault.check("packet", av_new_packet(packet, sample.data().length));
    packet.data().capacity(sample.data().length).put(sample.data());
    packet.pts(sample.pts()).dts(sample.dts()).flags(sample.key() ? AV_PKT_FLAG_KEY : 0);
    int sent = avcodec_send_packet(context, packet);
    av_packet_unref(packet);
    receive(frames);
    return sent >= 0;
  }

  /** Delivers what the decoder still holds for reordering. */
  void drain(Frames frames) throws InterruptedException {
    avcodec_send_packet(context, (AVPacket) null);
    receive(frames);
  }

  private void receive(Frames frames) throws InterruptedException {
    while (avcodec_receive_frame(context, frame) >= 0) {
      try {
        frames.accept(frame);
      } finally {
        av_frame_unref(frame);
      }
    }
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(context);
  }
}
