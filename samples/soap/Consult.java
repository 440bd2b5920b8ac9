// java Consult.java http://127.0.0.1:5080 aurora aurora-sample-secret 0999000129 "HEALTH INSURANCE" 88291401168
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

public class Consult {
    public static void main(String[] args) throws Exception {
        String ns = "urn:be:raas:register-service:v1";
        String request = """
            <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:s="%s"><e:Body>
              <s:consultInscriptionsRequest>
                <informationCustomer><customerIdentification><cbeNumber>%s</cbeNumber></customerIdentification></informationCustomer>
                <legalContext>%s</legalContext>
                <criteria><ssin>%s</ssin></criteria>
              </s:consultInscriptionsRequest>
            </e:Body></e:Envelope>
            """.formatted(ns, args[3], args[4], args[5]);
        HttpResponse<String> response = HttpClient.newHttpClient().send(
            HttpRequest.newBuilder(URI.create(args[0] + "/soap/RegisterService"))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "\"" + ns + ":consultInscriptions\"")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((args[1] + ":" + args[2]).getBytes("UTF-8")))
                .POST(HttpRequest.BodyPublishers.ofString(request))
                .build(),
            HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
    }
}
