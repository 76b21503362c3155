-- Cells whose instances are to be elsewhere. A name may be of no cell there is now, when there are fewer than there were.
create table drained_cells (
    cell text primary key,
    created_at text not null
);
