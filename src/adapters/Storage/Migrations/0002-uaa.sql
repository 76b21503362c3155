-- Who can sign in. The API's users are another matter: it knows some of these people, by the same guid.

create table uaa_users (
    guid text primary key,
    username text not null,
    origin text not null,
    email text not null,
    given_name text not null,
    family_name text not null,
    password_hash text,
    scopes text not null,
    created_at text not null,
    updated_at text not null
);
create unique index uaa_users_username on uaa_users (lower(username), origin);
