package io.jobferry.itests;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import io.jobferry.kafka.Loopback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * A server in a container of Debian's package, for machines with Docker and without the server. Unrun: it was written
 * where no Docker engine runs.
 */
final class ServerContainer implements TestServer {
    private static final int PORT = 7000;

    private final ServerKind kind;
    private final int port;
    private final GenericContainer<?> container;

    private ServerContainer(ServerKind kind, List<String> more) {
        this.kind = kind;
        this.port = Loopback.freePort();
        List<String> command = new ArrayList<>(List.of(kind.binary()));
        command.addAll(kind.arguments("0.0.0.0", PORT, Path.of("/data")));
        more.forEach(argument -> command.add(argument.replace(DIRECTORY, "/data")));
        // The host's port is chosen here and not by Docker, which would choose another at each restart.
        PortBinding binding = new PortBinding(Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(PORT));
        this.container = new GenericContainer<>(image(kind))
                .withExposedPorts(PORT)
                .withCommand(command.toArray(String[]::new))
                .withCreateContainerCmdModifier(create -> create.getHostConfig().withPortBindings(binding));
    }

    static ServerContainer start(ServerKind kind, List<String> more) {
        ServerContainer server = new ServerContainer(kind, more);
        server.container.start();
        server.awaitAnswer();
        return server;
    }

    @Override
    public ServerKind kind() {
        return kind;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void restart() {
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitAnswer();
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void signal(String name) {
        docker().killContainerCmd(container.getContainerId()).withSignal(name).exec();
    }

    @Override
    public void close() {
        container.close();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    /** A reply, and not only an open port: Docker's proxy accepts before the server does. */
    private void awaitAnswer() {
        Awaitility.await(kind.binary() + " answers at " + address())
                .atMost(Duration.ofSeconds(30))
                .until(() -> Greeting.isAnswered("127.0.0.1", port, kind));
    }

    private static ImageFromDockerfile image(ServerKind kind) {
        return new ImageFromDockerfile("jobferry-test-" + kind, false)
                .withDockerfileFromBuilder(file -> file.from("debian:bookworm-slim")
                        .run("apt-get update && apt-get install -y --no-install-recommends " + kind.debianPackage())
                        .run("mkdir /data")
                        .build());
    }
}
