alter table deployments add column canary text;
alter table deployments add column revision_guid text;
alter table deployments add column revision_version integer;

-- What an app ran with, whenever that changed.
create table revisions (
    guid text primary key,
    app_guid text not null references apps (guid) on delete cascade,
    version integer not null,
    description text not null,
    droplet_guid text not null,
    environment text not null,
    commands text not null,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create unique index revisions_version on revisions (app_guid, version);

alter table process_versions add column revision_guid text;

alter table processes add column has_spares boolean not null default false;
alter table processes add column grace_seconds integer not null default 10;
alter table process_versions add column grace_seconds integer not null default 10;
