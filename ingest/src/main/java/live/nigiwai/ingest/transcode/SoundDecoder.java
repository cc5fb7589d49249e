package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.nio.ByteOrder;
import live.nigiwai.ingest.media.AacConfig;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Turns AAC frames into samples, to be listened to. Owns a decoder.
 *
 * <p><i>Threading</i>: one thread opens, uses and closes it.
 */
public final class SoundDecoder implements AutoCloseable {
  /** What a frame holds; valid until the next one. */
  public interface Heard {
    void samples(float[][] planes, int samples, int sampleRate);
  }

  private final AVCodecContext decoder;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame decoded = av_frame_alloc();
  private float[][] planes = new float[0][];

  public SoundDecoder(AacConfig config) {
    NativeFault.load();
    AVCodec codec = NativeFault.present("AAC decoder", avcodec_find_decoder(AV_CODEC_ID_AAC));
    decoder = avcodec_alloc_context3(codec);
    try {
      BytePointer extra =
          new BytePointer(av_mallocz((long) config.record().length + AV_INPUT_BUFFER_PADDING_SIZE));
      extra.put(config.record());
      decoder.extradata(extra).extradata_size(config.record().length);
      decoder.thread_count(1);
      NativeFault.check("open AAC decoder", avcodec_open2(decoder, codec, (AVDictionary) null));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Takes one raw AAC frame; false where it was damaged. */
  public boolean decode(byte[] frame, Heard heard) {
    NativeFault.check("packet", av_new_packet(packet, frame.length));
    packet.data().capacity(frame.length).put(frame);
    int sent = avcodec_send_packet(decoder, packet);
    av_packet_unref(packet);
    boolean any = false;
    while (avcodec_receive_frame(decoder, decoded) >= 0) {
      any |= hand(heard);
      av_frame_unref(decoded);
    }
    return sent >= 0 && any;
  }

  private boolean hand(Heard heard) {
    int channels = decoded.ch_layout().nb_channels();
    int samples = decoded.nb_samples();
    if (decoded.format() != AV_SAMPLE_FMT_FLTP || channels < 1) {
      return false;
    }
    if (planes.length != channels || planes[0].length < samples) {
      planes = new float[channels][samples];
    }
    for (int i = 0; i < channels; i++) {
      new BytePointer(decoded.extended_data(i))
          .capacity(4L * samples)
          .asByteBuffer()
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer()
          .get(planes[i], 0, samples);
    }
    heard.samples(planes, samples, decoded.sample_rate());
    return true;
  }

  /** Frames were left out: the next one does not continue the last. */
  public void interrupted() {
    avcodec_flush_buffers(decoder);
  }

  @Override
  public void close() {
    av_frame_free(decoded);
    av_packet_free(packet);
    avcodec_free_context(decoder);
  }
}
