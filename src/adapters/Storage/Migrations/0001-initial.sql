-- Times are UTC text with microseconds, maps and lists are JSON text. Standard SQL only, so that another database can run it.

create table organizations (
    guid text primary key,
    name text not null,
    suspended boolean not null,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create unique index organizations_name on organizations (name);

create table spaces (
    guid text primary key,
    name text not null,
    organization_guid text not null references organizations (guid) on delete cascade,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create unique index spaces_name on spaces (organization_guid, name);

create table users (
    guid text primary key,
    username text not null,
    origin text not null,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create unique index users_username on users (username, origin);

create table roles (
    guid text primary key,
    type text not null,
    user_guid text not null references users (guid) on delete cascade,
    organization_guid text references organizations (guid) on delete cascade,
    space_guid text references spaces (guid) on delete cascade,
    created_at text not null,
    updated_at text not null
);
create unique index roles_once on roles (user_guid, type, coalesce(organization_guid, ''), coalesce(space_guid, ''));
create index roles_organization on roles (organization_guid);
create index roles_space on roles (space_guid);

create table apps (
    guid text primary key,
    name text not null,
    space_guid text not null references spaces (guid) on delete cascade,
    state text not null,
    lifecycle_type text not null,
    buildpacks text not null,
    stack text not null,
    current_droplet_guid text,
    environment_variables text not null,
    revisions_enabled boolean not null,
    ssh_enabled boolean not null,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create unique index apps_name on apps (space_guid, name);

create table processes (
    guid text primary key,
    app_guid text not null references apps (guid) on delete cascade,
    type text not null,
    command text,
    instances integer not null,
    memory_mb integer not null,
    disk_mb integer not null,
    log_rate_limit bigint not null,
    health_check text not null,
    readiness_health_check text not null,
    version text,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create unique index processes_type on processes (app_guid, type);

create table process_versions (
    version text primary key,
    process_guid text not null references processes (guid) on delete cascade,
    droplet_guid text not null,
    command text not null,
    environment text not null,
    memory_mb integer not null,
    disk_mb integer not null,
    log_rate_limit bigint not null,
    health_check text not null,
    readiness_health_check text not null,
    created_at text not null
);
create index process_versions_process on process_versions (process_guid);

create table crash_records (
    process_guid text not null references processes (guid) on delete cascade,
    "index" integer not null,
    crash_count integer not null,
    last_crash_at text not null,
    last_instance_guid text not null,
    exit_description text,
    primary key (process_guid, "index")
);

create table packages (
    guid text primary key,
    app_guid text not null references apps (guid) on delete cascade,
    state text not null,
    error text,
    sha256 text,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create index packages_app on packages (app_guid);

create table builds (
    guid text primary key,
    app_guid text not null references apps (guid) on delete cascade,
    package_guid text not null,
    state text not null,
    error text,
    droplet_guid text not null,
    lifecycle_type text not null,
    buildpacks text not null,
    stack text not null,
    staging_memory_mb integer not null,
    staging_disk_mb integer not null,
    staging_log_rate_limit bigint not null,
    created_by_guid text not null,
    created_by_name text not null,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create index builds_app on builds (app_guid);
create index builds_state on builds (state);

create table droplets (
    guid text primary key,
    app_guid text not null references apps (guid) on delete cascade,
    state text not null,
    error text,
    lifecycle_type text not null,
    buildpacks text not null,
    stack text not null,
    execution_metadata text not null,
    process_types text not null,
    sha256 text,
    size_bytes bigint not null,
    package_guid text,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create index droplets_app on droplets (app_guid);
create index droplets_package on droplets (package_guid);

create table domains (
    guid text primary key,
    name text not null,
    internal boolean not null,
    organization_guid text references organizations (guid) on delete cascade,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create unique index domains_name on domains (name);

create table routes (
    guid text primary key,
    space_guid text not null references spaces (guid) on delete cascade,
    domain_guid text not null references domains (guid) on delete cascade,
    host text not null,
    path text not null,
    labels text not null,
    annotations text not null,
    created_at text not null,
    updated_at text not null
);
create unique index routes_address on routes (domain_guid, host, path);
create index routes_space on routes (space_guid);

create table destinations (
    guid text primary key,
    route_guid text not null references routes (guid) on delete cascade,
    app_guid text not null references apps (guid) on delete cascade,
    process_type text not null,
    port integer not null,
    protocol text not null,
    weight integer,
    created_at text not null,
    updated_at text not null
);
create unique index destinations_once on destinations (route_guid, app_guid, process_type, port);
create index destinations_app on destinations (app_guid);

create table jobs (
    guid text primary key,
    operation text not null,
    state text not null,
    errors text not null,
    warnings text not null,
    created_at text not null,
    updated_at text not null
);

create table audit_events (
    guid text primary key,
    type text not null,
    actor_guid text not null,
    actor_type text not null,
    actor_name text not null,
    target_guid text not null,
    target_type text not null,
    target_name text not null,
    data text not null,
    space_guid text,
    organization_guid text,
    created_at text not null,
    updated_at text not null
);
create index audit_events_target on audit_events (target_guid, created_at);
create index audit_events_space on audit_events (space_guid, created_at);
