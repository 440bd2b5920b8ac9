// Twenty calls, each by a client of its own, which says who it is when it is asked (401). Prints the status of each.
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

public class Calls {
    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpClient client = HttpClient.newBuilder().authenticator(new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(args[1], args[2].toCharArray());
                }
            }).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(args[0] + "soap/RegisterService"))
                .header("Content-Type", "text/xml; charset=utf-8").header("SOAPAction", "\"\"")
                .POST(HttpRequest.BodyPublishers.ofFile(Path.of(args[3]))).build();
            System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }
}
