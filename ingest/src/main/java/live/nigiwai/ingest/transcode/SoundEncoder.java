package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_free;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_read;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_reset;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_size;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_write;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.ingest.media.AudioFrame;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns any AAC into the house format: AAC-LC, 48 kHz, stereo. Owns a decoder, a resampler, a queue
 * of samples and an encoder.
 *
 * <p>Positions are kept by counting samples; the publisher's milliseconds only decide when they
 * have drifted too far from the count.
 *
 * <p><i>Threading</i>: one thread opens, uses and closes it.
 */
public final class SoundEncoder implements AutoCloseable {
  private static final int FRAME = AacConfig.SAMPLES_PER_FRAME;
  private static final int RATE = AudioFrame.SAMPLES_PER_SECOND;

  private final AVCodecContext decoder;
  private final AVCodecContext encoder;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame decoded = av_frame_alloc();
  private final AVFrame resampled = av_frame_alloc();
  private final AVFrame encoderInput = av_frame_alloc();
  private final AVAudioFifo samples;
  private final int driftSamplesMax;
  private @Nullable SwrContext resampler;
  private int resamplerRate;
  private int resamplerChannels;
  private int resamplerFormat;

  /** Position of the first sample in the queue; meaningless until something was put in. */
  private long queueStart = Long.MIN_VALUE;

  private long lastInput = Long.MIN_VALUE;
  private final Queue<Long> positions = new ArrayDeque<>();

  public SoundEncoder(AacConfig config, int kilobitsPerSecond, int driftMillisMax) {
    NativeFault.load();
    driftSamplesMax = driftMillisMax * AudioFrame.SAMPLES_PER_MILLI;
    AVCodec decoding = NativeFault.present("AAC decoder", avcodec_find_decoder(AV_CODEC_ID_AAC));
    AVCodec encoding = NativeFault.present("AAC encoder", avcodec_find_encoder_by_name("aac"));
    decoder = avcodec_alloc_context3(decoding);
    encoder = avcodec_alloc_context3(encoding);
    samples = av_audio_fifo_alloc(AV_SAMPLE_FMT_FLTP, 2, FRAME * 4);
    try {
      BytePointer extra =
          new BytePointer(av_mallocz((long) config.record().length + AV_INPUT_BUFFER_PADDING_SIZE));
      extra.put(config.record());
      decoder.extradata(extra).extradata_size(config.record().length);
      decoder.thread_count(1);
      NativeFault.check("open AAC decoder", avcodec_open2(decoder, decoding, (AVDictionary) null));
      encoder.sample_fmt(AV_SAMPLE_FMT_FLTP).sample_rate(RATE).thread_count(1);
      encoder.bit_rate(kilobitsPerSecond * 1000L);
      encoder.time_base().num(1).den(RATE);
      av_channel_layout_default(encoder.ch_layout(), 2);
      NativeFault.check("open AAC encoder", avcodec_open2(encoder, encoding, (AVDictionary) null));
      encoderInput.format(AV_SAMPLE_FMT_FLTP).nb_samples(FRAME).sample_rate(RATE);
      av_channel_layout_default(encoderInput.ch_layout(), 2);
      NativeFault.check("sound frame", av_frame_get_buffer(encoderInput, 0));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Takes one raw AAC frame that belongs at {@code position} (48 kHz samples); hands out finished
   * frames. False where the frame was damaged.
   */
  public boolean encode(byte[] frame, long position, Consumer<AudioFrame> out) {
    NativeFault.check("packet", av_new_packet(packet, frame.length));
    packet.data().capacity(frame.length).put(frame);
    int sent = avcodec_send_packet(decoder, packet);
    av_packet_unref(packet);
    boolean heard = false;
    while (avcodec_receive_frame(decoder, decoded) >= 0) {
      enqueue(position);
      av_frame_unref(decoded);
      heard = true;
    }
    while (av_audio_fifo_size(samples) >= FRAME) {
      encodeOne(out);
    }
    return sent >= 0 && heard;
  }

  private void enqueue(long position) {
    long expected = queueStart + av_audio_fifo_size(samples);
    if (lastInput == Long.MIN_VALUE || Math.abs(position - expected) > driftSamplesMax) {
      av_audio_fifo_reset(samples);
      queueStart = position;
    }
    lastInput = position;
    prepareResampler();
    resampled.format(AV_SAMPLE_FMT_FLTP).sample_rate(RATE);
    av_channel_layout_default(resampled.ch_layout(), 2);
    NativeFault.check("resample", swr_convert_frame(resampler, resampled, decoded));
    if (resampled.nb_samples() > 0) {
      NativeFault.check(
          "sound queue",
          av_audio_fifo_write(samples, resampled.extended_data(), resampled.nb_samples()));
    }
    av_frame_unref(resampled);
  }

  /** HE-AAC shows its true rate only in the first decoded frame, and may change it later. */
  private void prepareResampler() {
    int channels = decoded.ch_layout().nb_channels();
    if (resampler != null
        && decoded.sample_rate() == resamplerRate
        && channels == resamplerChannels
        && decoded.format() == resamplerFormat) {
      return;
    }
    if (resampler != null) {
      swr_free(resampler);
    }
    // swr_convert_frame configures it from the first pair of frames.
    resampler = NativeFault.present("resampler", swr_alloc());
    resamplerRate = decoded.sample_rate();
    resamplerChannels = channels;
    resamplerFormat = decoded.format();
  }

  private void encodeOne(Consumer<AudioFrame> out) {
    NativeFault.check("sound frame", av_frame_make_writable(encoderInput));
    NativeFault.check(
        "sound queue", av_audio_fifo_read(samples, encoderInput.extended_data(), FRAME));
    encoderInput.pts(queueStart);
    // AAC overlaps: what a packet decodes to is the frame before the one that made it.
    if (positions.isEmpty()) {
      positions.add(queueStart - FRAME);
    }
    positions.add(queueStart);
    queueStart += FRAME;
    NativeFault.check("encode sound", avcodec_send_frame(encoder, encoderInput));
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      byte[] data = new byte[packet.size()];
      packet.data().capacity(data.length).get(data);
      av_packet_unref(packet);
      out.accept(new AudioFrame(positions.remove(), data));
    }
  }

  @Override
  public void close() {
    if (resampler != null) {
      swr_free(resampler);
      resampler = null;
    }
    av_audio_fifo_free(samples);
    av_frame_free(encoderInput);
    av_frame_free(resampled);
    av_frame_free(decoded);
    av_packet_free(packet);
    avcodec_free_context(encoder);
    avcodec_free_context(decoder);
  }
}
