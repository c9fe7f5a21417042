// SPDX-License-Identifier: Apache-2.0
// Validate FOLDER: every document of expected.txt must be TOTAL-PASSED by DSS's own policy, under the level named there,
// or not pass where `refused` stands. Nothing is asked of a network: certificates and revocation lists come from FOLDER/trust.

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

public final class Validate {
  private final CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
  private final List<byte[]> revocationLists = new ArrayList<>();
  private int failures;

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Validate validate = new Validate();
    validate.readTrust(folder.resolve("trust"));
    for (String line : Files.readAllLines(folder.resolve("expected.txt"))) {
      String[] words = line.split(" ");
      validate.judge(folder.resolve(words[0]), words[1], Integer.parseInt(words[2]));
    }
    System.exit(validate.failures == 0 ? 0 : 1);
  }

  private void readTrust(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.sorted().toList()) {
        if (Files.readString(path, StandardCharsets.ISO_8859_1).contains("X509 CRL")) {
          revocationLists.add(Files.readAllBytes(path));
        } else {
          anchors.addCertificate(DSSUtils.loadCertificate(new File(path.toString())));
        }
      }
    }
  }

  private SimpleReport report(Path path) {
    DSSDocument document = new FileDocument(path.toFile());
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setAIASource(null);
    verifier.setTrustedCertSources(anchors);
    verifier.setCrlSource(new ExternalResourcesCRLSource(
        revocationLists.stream().map(ByteArrayInputStream::new).toArray(InputStream[]::new)));
    SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(document);
    validator.setCertificateVerifier(verifier);
    return validator.validateDocument().getSimpleReport();
  }

  private void judge(Path path, String level, int signatures) {
    SimpleReport report = report(path);
    List<String> ids = report.getSignatureIdList();
    if (ids.size() != signatures) {
      complain(path, ids.size() + " signatures instead of " + signatures);
    }
    for (String id : ids) {
      boolean passed = report.getIndication(id) == Indication.TOTAL_PASSED;
      String found = report.getSignatureFormat(id) + " " + report.getIndication(id);
      System.out.println(path.getFileName() + ": " + found);
      if (level.equals("refused") ? passed : !passed || !report.getSignatureFormat(id).toString().equals(level)) {
        complain(path, "expected " + level + ", got " + found + " " + report.getSubIndication(id));
        report.getAdESValidationErrors(id).forEach(message -> complain(path, message.getValue()));
      }
    }
  }

  private void complain(Path path, String what) {
    System.out.println(path.getFileName() + ": FAILED: " + what);
    ++failures;
  }
}
