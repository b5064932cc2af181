FROM postgres:18
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/* \
    && ln -s /usr/lib/postgresql/15/bin/psql /usr/local/bin/psql \
    && install -d -o postgres -g postgres -m 3777 /var/run/postgresql
COPY postgres-entrypoint /usr/local/bin/
ENTRYPOINT ["postgres-entrypoint"]
CMD ["postgres"]
