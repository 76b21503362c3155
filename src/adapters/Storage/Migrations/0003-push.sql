create table sidecars (
    guid text primary key,
    app_guid text not null references apps (guid) on delete cascade,
    name text not null,
    command text not null,
    process_types text not null,
    memory_mb integer,
    created_at text not null,
    updated_at text not null
);
create unique index sidecars_name on sidecars (app_guid, name);

alter table routes add column options text not null default '{}';

-- What a package holds, so that a file the platform has need not be sent again.
create table package_files (
    package_guid text not null references packages (guid) on delete cascade,
    path text not null,
    sha1 text not null,
    size_bytes bigint not null,
    primary key (package_guid, path)
);
create index package_files_content on package_files (sha1, size_bytes);
