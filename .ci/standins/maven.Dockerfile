# this needs a Java image with a compiler in it
FROM eclipse-temurin:25-jre
COPY maven /usr/share/maven
COPY cacerts /opt/java/openjdk/lib/security/cacerts.here
COPY repository /root/.m2/repository
RUN ln -s /usr/share/maven/bin/mvn /usr/bin/mvn \
    && mv -f /opt/java/openjdk/lib/security/cacerts.here /opt/java/openjdk/lib/security/cacerts
ENV MAVEN_HOME=/usr/share/maven
CMD ["mvn"]
