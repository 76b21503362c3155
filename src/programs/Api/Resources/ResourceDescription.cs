using Ingot.Api.Http;
using Ingot.Model;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Resources;

/// <summary>
/// What makes one noun of the API different from the others. Lists, look-ups and deletions are written once, from this. In its SQL
/// the noun's row is <c>r</c>, and <c>@caller</c> is the guid of who asks.
/// </summary>
internal sealed record ResourceDescription<TRow, TJson>
    where TRow : Resource
    where TJson : class
{
    /// <summary>The singular as clients read it: <c>App</c> in "App not found".</summary>
    public required string Name { get; init; }

    /// <summary>The plural as in addresses, which is also the table's name: <c>apps</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>The noun as jobs and events name it: <c>app</c>.</summary>
    public string Singular => Name.ToLowerInvariant();

    /// <summary>The rows a caller may read who does not see everything; see <see cref="Visible"/>.</summary>
    public required string VisibleTo { get; init; }

    /// <summary>Turns rows into what goes out, a page at a time so that what belongs to them is loaded once.</summary>
    public required Func<Presentation, IReadOnlyList<TRow>, Task<IReadOnlyList<TJson>>> PresentAsync { get; init; }

    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>Columns a list may be ordered by, besides the times.</summary>
    public IReadOnlyList<string> SortKeys { get; init; } = [];

    public IReadOnlyList<Include<TRow>> Includes { get; init; } = [];

    /// <summary>The row if the caller may read it, else "not found".</summary>
    public async Task<TRow> GetAsync(DbSession session, Caller caller, string guid) =>
        await FindAsync(session, caller, guid) ?? throw Errors.NotFound.With($"{Name} not found");

    /// <summary>The row if the caller may read it, else null.</summary>
    public Task<TRow?> FindAsync(DbSession session, Caller caller, string guid) =>
        session.FindFirstAsync<TRow>(
            $"select r.* from {Plural} r where r.guid = @guid and {Visible.Rows(VisibleTo, caller)}",
            new { guid, caller = caller.UserGuid }
        );

    public async Task<TJson> PresentOneAsync(DbSession session, Links links, TRow row) =>
        (await PresentAsync(new Presentation(session, links, InList: false), [row]))[0];

    /// <summary>Presenting for nouns that need nothing but their row.</summary>
    public static Func<Presentation, IReadOnlyList<TRow>, Task<IReadOnlyList<TJson>>> Each(Func<TRow, Presentation, TJson> present) =>
        (presentation, rows) => Task.FromResult<IReadOnlyList<TJson>>([.. rows.Select(row => present(row, presentation))]);
}

/// <summary>The circumstances of presenting rows.</summary>
/// <param name="InList">Lists hide secrets that a single look-up shows.</param>
internal sealed record Presentation(DbSession Session, Links Links, bool InList);

/// <summary>A query parameter that narrows a list: SQL in which <c>@values</c> stands for the values given.</summary>
internal sealed record Filter(string Name, string Sql)
{
    /// <summary>The expression is one of the values.</summary>
    public static Filter In(string name, string expression) => new(name, expression + " in @values");
}

/// <summary>A value of <c>include</c>: further resources a list carries along.</summary>
/// <param name="Key">Where they are put in <c>included</c>.</param>
internal sealed record Include<TRow>(string Name, string Key, Func<Presentation, IReadOnlyList<TRow>, Task<object[]>> LoadAsync);
