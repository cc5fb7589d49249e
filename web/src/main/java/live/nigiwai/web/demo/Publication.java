package live.nigiwai.web.demo;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One connection of the programme: FFmpeg's encoders into an FLV stream, to an RTMP address or a
 * file. Native calls give up when the peer stalls or the programme is closing.
 *
 * <p><i>Threading:</i> opened, fed and closed by one platform thread.
 */
final class Publication implements AutoCloseable {
  static final int SAMPLES_PER_FRAME = 1024;

  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Lowers what the encoders say, so that only errors reach FFmpeg's usual level. */
  private static final int ERRORS_ONLY = AV_LOG_INFO - AV_LOG_ERROR;

  private final ProgrammeFormat format;
  private final AVFormatContext container = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private final AVIOInterruptCB.Callback_Pointer interrupt;
  private AVCodecContext video = new AVCodecContext(null);
  private AVCodecContext audio = new AVCodecContext(null);
  private AVStream videoStream = new AVStream(null);
  private AVStream audioStream = new AVStream(null);
  private AVFrame picture = new AVFrame(null);
  private AVFrame sound = new AVFrame(null);
  private long stallsAt;
  private boolean headerWritten;

  private Publication(ProgrammeFormat format, BooleanSupplier abandon) {
    this.format = format;
    this.interrupt =
        new AVIOInterruptCB.Callback_Pointer() {
          @Override
          public int call(Pointer opaque) {
            return abandon.getAsBoolean() || System.nanoTime() - stallsAt > 0 ? 1 : 0;
          }
        };
  }

  /**
   * Connects and writes the header.
   *
   * @param abandon asked often while native code waits; true makes it give up
   * @throws IOException without the address in its message, because the address holds the stream
   *     key
   */
  static Publication open(String url, ProgrammeFormat format, BooleanSupplier abandon)
      throws IOException {
    Publication opened = new Publication(format, abandon);
    try {
      opened.connect(url);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void connect(String url) throws IOException {
    renew();
    check(avformat_alloc_output_context2(container, null, "flv", null), "FLV muxer");
    container.interrupt_callback().callback(interrupt);
    AVIOContext io = new AVIOContext(null);
    AVDictionary network = options("tcp_nodelay", "1");
    int connected = avio_open2(io, url, AVIO_FLAG_WRITE, container.interrupt_callback(), network);
    av_dict_free(network);
    check(connected, "connection");
    container.pb(io);
    openVideo();
    openAudio();
    AVDictionary header = options("flvflags", "no_duration_filesize");
    int written = avformat_write_header(container, header);
    av_dict_free(header);
    check(written, "header");
    headerWritten = true;
  }

  private void openVideo() throws IOException {
    AVCodec x264 = avcodec_find_encoder_by_name("libx264");
    boolean hasX264 = x264 != null && !x264.isNull();
    AVCodec codec = hasX264 ? x264 : avcodec_find_encoder_by_name("libopenh264");
    if (codec == null || codec.isNull()) {
      throw new IOException("this FFmpeg build has no H.264 encoder");
    }
    video = avcodec_alloc_context3(codec);
    video.width(format.width()).height(format.height()).pix_fmt(AV_PIX_FMT_YUV420P);
    video.time_base(rational(1, format.framesPerSecond()));
    video.framerate(rational(format.framesPerSecond(), 1));
    video.gop_size(format.framesPerKeyframe()); // a limit; show() says where
    video.max_b_frames(0);
    video.thread_count(1);
    video.bit_rate(format.videoBitsPerSecond());
    video.rc_max_rate(format.videoBitsPerSecond() * 5L / 4);
    video.rc_buffer_size(format.videoBitsPerSecond() * 2);
    video.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
    video.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
    video.flags(video.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    video.log_level_offset(ERRORS_ONLY);
    AVDictionary tuning =
        hasX264
            // The cheapest preset: the picture moves slowly, and the ingest needs the cores.
            ? options(
                "preset",
                "ultrafast",
                "tune",
                "zerolatency",
                "sc_threshold",
                "0",
                "forced-idr",
                "1")
            : options("allow_skip_frames", "0");
    int opened = avcodec_open2(video, codec, tuning);
    av_dict_free(tuning);
    check(opened, "H.264 encoder");
    videoStream = avformat_new_stream(container, null);
    check(avcodec_parameters_from_context(videoStream.codecpar(), video), "video stream");
    videoStream.time_base(video.time_base()).avg_frame_rate(video.framerate());
    picture = av_frame_alloc();
    picture.format(AV_PIX_FMT_YUV420P).width(format.width()).height(format.height());
    check(av_frame_get_buffer(picture, 0), "picture");
  }

  private void openAudio() throws IOException {
    AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
    audio = avcodec_alloc_context3(codec);
    audio.sample_fmt(AV_SAMPLE_FMT_FLTP).sample_rate(ProgrammeFormat.SAMPLES_PER_SECOND);
    av_channel_layout_default(audio.ch_layout(), 2);
    audio.bit_rate(format.audioBitsPerSecond());
    audio.time_base(rational(1, ProgrammeFormat.SAMPLES_PER_SECOND));
    audio.flags(audio.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    audio.log_level_offset(ERRORS_ONLY);
    AVDictionary none = new AVDictionary(null);
    check(avcodec_open2(audio, codec, none), "AAC encoder");
    audioStream = avformat_new_stream(container, null);
    check(avcodec_parameters_from_context(audioStream.codecpar(), audio), "audio stream");
    audioStream.time_base(audio.time_base());
    sound = av_frame_alloc();
    sound.format(AV_SAMPLE_FMT_FLTP).nb_samples(SAMPLES_PER_FRAME);
    sound.sample_rate(ProgrammeFormat.SAMPLES_PER_SECOND);
    check(av_channel_layout_copy(sound.ch_layout(), audio.ch_layout()), "channels");
    check(av_frame_get_buffer(sound, 0), "samples");
  }

  /**
   * Encodes and sends a frame.
   *
   * @param number counts frames since the connection opened, with those left out: it is the time.
   *     The encoder counts only what it is given, so key frames are asked for by this number.
   */
  void show(Canvas canvas, long number) throws IOException {
    renew();
    check(av_frame_make_writable(picture), "picture");
    copy(canvas.luma, 0, canvas.width, canvas.height);
    copy(canvas.blue, 1, canvas.width / 2, canvas.height / 2);
    copy(canvas.red, 2, canvas.width / 2, canvas.height / 2);
    picture.pts(number);
    picture.pict_type(format.isKeyframe(number) ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    encode(video, picture, videoStream);
  }

  private void copy(byte[] plane, int index, int width, int height) {
    int stride = picture.linesize(index);
    BytePointer to = picture.data(index);
    for (int row = 0; row < height; row++) {
      to.position((long) row * stride).put(plane, row * width, width);
    }
  }

  /** Whether segments begin at this frame, so that it may not be left out. */
  boolean needs(long number) {
    return format.isKeyframe(number);
  }

  /** Encodes and sends {@link #SAMPLES_PER_FRAME} samples. */
  void play(float[] left, float[] right, long sample) throws IOException {
    renew();
    check(av_frame_make_writable(sound), "samples");
    new FloatPointer(sound.data(0)).put(left, 0, SAMPLES_PER_FRAME);
    new FloatPointer(sound.data(1)).put(right, 0, SAMPLES_PER_FRAME);
    sound.pts(sample);
    encode(audio, sound, audioStream);
  }

  private void encode(AVCodecContext encoder, AVFrame frame, AVStream stream) throws IOException {
    check(avcodec_send_frame(encoder, frame), "encoder");
    while (true) {
      int received = avcodec_receive_packet(encoder, packet);
      if (received == AVERROR_EAGAIN() || received == AVERROR_EOF) {
        return;
      }
      check(received, "encoder");
      packet.stream_index(stream.index());
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      check(av_interleaved_write_frame(container, packet), "connection");
    }
  }

  /** Ends the stream in the peer's terms where it still listens, and frees everything native. */
  @Override
  public void close() {
    renew();
    if (headerWritten) {
      av_write_trailer(container);
    }
    if (!container.isNull()) {
      AVIOContext io = container.pb();
      if (io != null && !io.isNull()) {
        avio_close(io);
      }
      avformat_free_context(container);
    }
    avcodec_free_context(video);
    avcodec_free_context(audio);
    av_frame_free(picture);
    av_frame_free(sound);
    av_packet_free(packet);
    interrupt.close();
  }

  private void renew() {
    stallsAt = System.nanoTime() + STALL_NANOS;
  }

  private static AVRational rational(int numerator, int denominator) {
    return av_make_q(numerator, denominator);
  }

  private static AVDictionary options(String... pairs) {
    AVDictionary options = new AVDictionary(null);
    for (int i = 0; i < pairs.length; i += 2) {
      av_dict_set(options, pairs[i], pairs[i + 1], 0);
    }
    return options;
  }

  private static void check(int result, String what) throws IOException {
    if (result < 0) {
      byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
      av_strerror(result, text, text.length);
      String reason = new String(text, StandardCharsets.UTF_8);
      int end = reason.indexOf(0);
      throw new IOException(what + ": " + (end < 0 ? reason : reason.substring(0, end)));
    }
  }
}
