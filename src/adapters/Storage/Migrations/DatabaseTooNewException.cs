namespace Ingot.Storage.Migrations;

/// <summary>The database was written by a newer Ingot than this one, which does not know how to go back.</summary>
public sealed class DatabaseTooNewException(string database, int found, int known)
    : Exception($"The database {database} has schema version {found}; this Ingot knows versions up to {known}. Start a newer Ingot with it.");
