package live.nigiwai.shop.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.mail.MailTransport.Handed;
import live.nigiwai.show.ViewerId;
import live.nigiwai.testkit.PostgresForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A letter that was written is sent, whatever happens to the server it goes to. */
class MailSenderTest {
  private static final PostgresAddress DATABASE = PostgresForTests.migrated("runtime", "shop");
  private static final Vertx vertx = Vertx.vertx();
  private static final Database database = Database.open(vertx, DATABASE, 8);
  private static final Store STORE = new Store("main", new LocalText("賑わい商店", "Nigiwai Store"));
  private static final String HANA = "a..hana@ezweb.ne.jp";

  private final MailServer server = new MailServer();
  private final Outbox outbox = new Outbox(STORE, true, () -> UUID.randomUUID().toString());

  @BeforeEach
  void empty() {
    database.query(sql -> sql.change("TRUNCATE shop_mail"));
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @AfterAll
  static void close() {
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private MailConfig config() {
    return MailConfig.defaults().withServer("127.0.0.1", server.port(), MailConfig.Security.NONE);
  }

  private MailSender sender() {
    return sender(new SmtpTransport(config(), STORE.name().ja()));
  }

  private MailSender sender(MailTransport transport) {
    return new MailSender(database, outbox, transport, new SimpleMeterRegistry());
  }

  private void write(MailKind kind, String about, String recipient, @Nullable Duration usefulFor) {
    database.query(
        sql -> {
          outbox.enqueue(
              sql,
              kind,
              about,
              new ViewerId("hana"),
              recipient,
              new Letter("ご注文を受け付けました 𠮷", "本文です。\n.\n終わり"),
              usefulFor);
          return true;
        });
  }

  private static String text(String column) {
    return database.query(
        sql ->
            sql.one("SELECT " + column + "::text FROM shop_mail", row -> row.getString(0))
                .orElseThrow());
  }

  /** As if the pause were over. */
  private static void waitOver() {
    database.query(sql -> sql.change("UPDATE shop_mail SET next_at = now()"));
  }

  private static MimeMessage parsed(String message) throws MessagingException {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void reachesTheReaderAsItWasWritten() throws Exception {
    write(MailKind.RECEIVED, "order-1", HANA, null);
    assertThat(sender().send()).isEqualTo(1);

    var got = server.received().getFirst();
    assertThat(got.recipient()).isEqualTo(HANA);
    var message = parsed(got.message());
    assertThat(message.getSubject()).isEqualTo("ご注文を受け付けました 𠮷");
    assertThat(message.getContent().toString().replace("\r", "")).startsWith("本文です。\n.\n終わり");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getMessageID()).isEqualTo("<" + text("mail_id") + "@localhost.localdomain>");
    assertThat(text("state")).isEqualTo("SENT");
    assertThat(sender().send()).isZero();
  }

  @Test
  void isWrittenOncePerThingItTells() {
    write(MailKind.RECEIVED, "order-1", HANA, null);
    write(MailKind.RECEIVED, "order-1", HANA, null);
    write(MailKind.SHIPPED, "order-1", HANA, null);
    assertThat(sender().send()).isEqualTo(2);
  }

  @Test
  void aChangeThatIsRolledBackWritesToNobody() {
    try {
      database.transaction(
          sql -> {
            outbox.enqueue(sql, MailKind.RECEIVED, "x", null, HANA, new Letter("x", "x"), null);
            throw new IllegalStateException("as a constraint would");
          });
    } catch (IllegalStateException expected) {
      // the order was not placed either
    }
    assertThat(sender().send()).isZero();
    assertThat(server.received()).isEmpty();
  }

  @Test
  void waitsWhileTheServerIsAwayAndGoesOutAfterwards() {
    write(MailKind.RECEIVED, "order-1", HANA, null);
    server.refuse(HANA, "451 later");
    assertThat(sender().send()).isZero();
    assertThat(text("state")).isEqualTo("QUEUED");
    assertThat(text("(next_at > now() + interval '20 seconds')")).isEqualTo("true");
    assertThat(text("problem")).contains("451").doesNotContain("hana");

    server.welcome(HANA);
    waitOver();
    assertThat(sender().send()).isEqualTo(1);
    assertThat(text("state")).isEqualTo("SENT");
  }

  @Test
  void aMailboxThatDoesNotExistIsGivenUpAtOnceAndStaffCanTryAgain() {
    write(MailKind.RECEIVED, "order-1", HANA, null);
    server.refuse(HANA, "550 no such user");
    assertThat(sender().send()).isZero();
    assertThat(text("state")).isEqualTo("DEAD");
    var dead = database.query(outbox::dead);
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().problem()).contains("550");

    server.welcome(HANA);
    assertThat(database.<Boolean>query(sql -> outbox.revive(sql, dead.getFirst().id()))).isTrue();
    assertThat(sender().send()).isEqualTo(1);
  }

  @Test
  void oneThatIsRefusedDoesNotHoldUpTheOthers() {
    write(MailKind.RECEIVED, "order-1", "bad@example.jp", null);
    write(MailKind.RECEIVED, "order-2", HANA, null);
    write(MailKind.RECEIVED, "order-3", "ken@example.jp", null);
    server.refuse("bad@example.jp", "550 no such user");
    assertThat(sender().send()).isEqualTo(2);
    assertThat(server.received())
        .extracting(MailServer.Received::recipient)
        .containsExactly(HANA, "ken@example.jp");
  }

  @Test
  void isGivenUpAfterManyAttempts() {
    write(MailKind.RECEIVED, "order-1", HANA, null);
    server.refuse(HANA, "451 later");
    for (int i = 0; i < MailSender.ATTEMPTS_MAX; i++) {
      assertThat(text("state")).isEqualTo("QUEUED");
      waitOver();
      assertThat(sender().send()).isZero();
    }
    assertThat(text("state")).isEqualTo("DEAD");
  }

  @Test
  void oneWhoseAnswerWasLostComesTwiceUnderOneMessageId() throws Exception {
    write(MailKind.RECEIVED, "order-1", HANA, null);
    server.loseAnswers(true);
    assertThat(sender().send()).isZero();
    server.loseAnswers(false);
    waitOver();
    assertThat(sender().send()).isEqualTo(1);
    assertThat(server.received()).hasSize(2);
    assertThat(parsed(server.received().get(0).message()).getMessageID())
        .isEqualTo(parsed(server.received().get(1).message()).getMessageID());
  }

  @Test
  void aCodeDoesNotStayInTheTableAndIsNotSentTooLate() {
    write(MailKind.LOGIN_CODE, "a", HANA, Duration.ofMinutes(10));
    assertThat(sender().send()).isEqualTo(1);
    assertThat(text("body")).isEmpty();

    empty();
    write(MailKind.LOGIN_CODE, "b", HANA, Duration.ofMinutes(-1));
    assertThat(sender().send()).isZero();
    assertThat(text("(state || body)")).isEqualTo("DEAD");
  }

  @Test
  void manyNodesSendEachLetterOnce() throws Exception {
    for (int i = 0; i < 60; i++) {
      write(MailKind.RECEIVED, "order-" + i, "v" + i + "@example.jp", null);
    }
    var handed = new AtomicInteger();
    var node = new CountingTransport(handed);
    List<Callable<Integer>> nodes =
        List.of(() -> sender(node).send(), () -> sender(node).send(), () -> sender(node).send());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int sent = 0;
      for (var done : threads.invokeAll(nodes)) {
        sent += done.get();
      }
      assertThat(sent).isEqualTo(60);
      assertThat(handed).hasValue(60);
    }
  }

  private record CountingTransport(AtomicInteger handed) implements MailTransport {
    @Override
    public Handed hand(Envelope envelope) {
      handed.incrementAndGet();
      return new Handed.Gone();
    }

    @Override
    public void close() {
      // holds nothing open
    }
  }

  @Test
  void liesInAFolderForItsOwnerOnlyWhereThatIsWanted(@TempDir Path folder) throws IOException {
    write(MailKind.RECEIVED, "order-1", HANA, null);
    Path letters = folder.resolve("mail");
    var transport = new FolderTransport(letters, MailConfig.defaults(), "賑わい商店");
    assertThat(sender(transport).send()).isEqualTo(1);
    try (var files = Files.list(letters)) {
      Path only = files.toList().getFirst();
      assertThat(only.toString()).endsWith(".eml");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void isForgottenAfterItsTimeAndWithItsReader() {
    write(MailKind.RECEIVED, "order-1", HANA, null);
    assertThat(sender().send()).isEqualTo(1);
    assertThat(database.query(outbox::retain)).isZero();
    database.query(
        sql -> sql.change("UPDATE shop_mail SET created_at = now() - interval '91 days'"));
    assertThat(database.query(outbox::retain)).isEqualTo(1);

    write(MailKind.RECEIVED, "order-2", HANA, null);
    database.query(
        sql -> {
          outbox.erase(sql, new ViewerId("hana"));
          return true;
        });
    assertThat(sender().send()).isZero();
  }

  @Test
  void pausesGrowToHoursAndStayThere() {
    assertThat(MailSender.pause(1)).isEqualTo(Duration.ofSeconds(30));
    assertThat(MailSender.pause(2)).isEqualTo(Duration.ofMinutes(2));
    assertThat(MailSender.pause(9)).isEqualTo(Duration.ofHours(6));
  }
}
