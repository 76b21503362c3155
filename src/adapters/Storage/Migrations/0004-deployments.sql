create table deployments (
    guid text primary key,
    app_guid text not null references apps (guid) on delete cascade,
    status_value text not null,
    status_reason text not null,
    status_changed_at text not null,
    last_healthy_at text not null,
    error text,
    strategy text not null,
    max_in_flight integer not null,
    droplet_guid text not null,
    previous_droplet_guid text,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create index deployments_app on deployments (app_guid);
create unique index deployments_active on deployments (app_guid) where status_value = 'ACTIVE';

alter table processes add column stable_version text;

-- What crashed before this counts as another version's.
alter table crash_records add column version text not null default '';
