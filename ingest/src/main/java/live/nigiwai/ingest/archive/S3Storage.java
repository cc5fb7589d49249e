package live.nigiwai.ingest.archive;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The storage in a bucket of an S3-compatible server. */
final class S3Storage implements ArchiveStorage {
  /** The most that one DeleteObjects takes. */
  private static final int DELETED_AT_ONCE = 1_000;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  S3Storage(ArchiveConfig.S3 config) {
    bucket = config.bucket();
    prefix = config.prefix();
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(config.region()))
            .forcePathStyle(config.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(config.timeout())
                    .socketTimeout(config.timeout()));
    config.endpoint().ifPresent(builder::endpointOverride);
    if (config.accessKey().isSet()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(config.accessKey().value(), config.secretKey().value())));
    }
    client = builder.build();
  }

  private interface Call<T> {
    T make();
  }

  private static <T> T call(String what, Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (NoSuchKeyException missing) {
      throw new NoSuchFileException(what);
    } catch (SdkException failed) {
      throw new IOException(what + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public void store(String key, Path file) throws IOException {
    call(
        "storing " + key,
        () ->
            client.putObject(
                request -> request.bucket(bucket).key(prefix + key), RequestBody.fromFile(file)));
  }

  @Override
  public byte[] read(String key, long offset, int length) throws IOException {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    byte[] bytes =
        call(
            key,
            () ->
                client
                    .getObjectAsBytes(
                        request -> request.bucket(bucket).key(prefix + key).range(range))
                    .asByteArrayUnsafe());
    if (bytes.length != length) {
      throw new IOException(key + ": " + bytes.length + " bytes for " + range);
    }
    return bytes;
  }

  @Override
  public List<String> list(String under) throws IOException {
    return call(
        "listing " + under,
        () -> {
          List<String> keys = new ArrayList<>();
          client
              .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix + under))
              .contents()
              .forEach((S3Object object) -> keys.add(object.key().substring(prefix.length())));
          keys.sort(null);
          return keys;
        });
  }

  @Override
  public void delete(String under) throws IOException {
    List<String> keys = list(under);
    for (int from = 0; from < keys.size(); from += DELETED_AT_ONCE) {
      List<ObjectIdentifier> some =
          keys.subList(from, Math.min(keys.size(), from + DELETED_AT_ONCE)).stream()
              .map(key -> ObjectIdentifier.builder().key(prefix + key).build())
              .toList();
      var answer =
          call(
              "deleting " + under,
              () ->
                  client.deleteObjects(
                      request ->
                          request
                              .bucket(bucket)
                              .delete(Delete.builder().objects(some).quiet(true).build())));
      if (!answer.errors().isEmpty()) {
        throw new IOException("deleting " + under + ": " + answer.errors().getFirst().message());
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
