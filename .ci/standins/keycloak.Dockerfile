FROM eclipse-temurin:25-jre
RUN useradd --uid 1000 --gid 0 --home-dir /opt/keycloak --no-create-home keycloak
# Keycloak does not start where Java trusts nobody; which authority it is does not matter here.
RUN keystore=$(readlink -m "$JAVA_HOME/lib/security/cacerts") && [ -s "$keystore" ] || { mkdir -p "$(dirname "$keystore")" \
    && keytool -importcert -noprompt -alias any -file "$(ls /etc/ssl/certs/*.pem | head -n 1)" \
       -keystore "$keystore" -storepass changeit; }
COPY --chown=1000:0 keycloak /opt/keycloak
ENV KC_RUN_IN_CONTAINER=true
USER 1000
EXPOSE 8080 8443 9000
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
