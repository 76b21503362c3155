using Ingot.Storage;

namespace Ingot.Uaa.Users;

/// <summary>The users' rows.</summary>
internal sealed class UserStore(PlatformDb db)
{
    public Task<UaaUser?> FindAsync(string guid, CancellationToken cancellationToken) =>
        db.ReadAsync(session => session.FindFirstAsync<UaaUser>("select * from uaa_users where guid = @guid", new { guid }), cancellationToken);

    /// <summary>The user of our own identity provider with this name, whatever its case.</summary>
    public Task<UaaUser?> FindByNameAsync(string username, CancellationToken cancellationToken) =>
        db.ReadAsync(
            session =>
                session.FindFirstAsync<UaaUser>(
                    "select * from uaa_users where lower(username) = lower(@username) and origin = @origin",
                    new { username, origin = UaaUser.OwnOrigin }
                ),
            cancellationToken
        );

    /// <summary>One page of the users a filter names, in order of creation, and how many there are in all.</summary>
    /// <param name="startIndex">From 1.</param>
    public Task<(int Total, IReadOnlyList<UaaUser> Page)> ListAsync(
        UserFilter filter,
        int startIndex,
        int count,
        CancellationToken cancellationToken
    ) =>
        db.ReadAsync(
            async session =>
            {
                const string Matching = """
                    from uaa_users
                    where (@Guid is null or guid = @Guid)
                        and (@Username is null or lower(username) = lower(@Username))
                        and (@Origin is null or origin = @Origin)
                        and (@Email is null or lower(email) = lower(@Email))
                    """;
                var parameters = new
                {
                    filter.Guid,
                    filter.Username,
                    filter.Origin,
                    filter.Email,
                    offset = startIndex - 1,
                    count,
                };
                var total = await session.ScalarAsync<long>($"select count(*) {Matching}", parameters);
                var page = await session.QueryAsync<UaaUser>(
                    $"select * {Matching} order by created_at, guid limit @count offset @offset",
                    parameters
                );
                return ((int)total, page);
            },
            cancellationToken
        );

    /// <exception cref="UniqueViolationException">Somebody of that origin has the name already.</exception>
    public Task AddAsync(UaaUser user, CancellationToken cancellationToken) =>
        db.WriteAsync(
            session =>
            {
                (user.CreatedAt, user.UpdatedAt) = (session.Now, session.Now);
                return session.ExecuteAsync(
                    """
                    insert into uaa_users (guid, username, origin, email, given_name, family_name, password_hash, scopes, created_at, updated_at)
                    values (@Guid, @Username, @Origin, @Email, @GivenName, @FamilyName, @PasswordHash, @Scopes, @CreatedAt, @UpdatedAt)
                    """,
                    user
                );
            },
            cancellationToken
        );

    public Task SetPasswordAsync(string guid, string passwordHash, CancellationToken cancellationToken) =>
        db.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update uaa_users set password_hash = @passwordHash, updated_at = @now where guid = @guid",
                    new { guid, passwordHash, now = session.Now }
                ),
            cancellationToken
        );

    public Task DeleteAsync(string guid, CancellationToken cancellationToken) =>
        db.WriteAsync(session => session.ExecuteAsync("delete from uaa_users where guid = @guid", new { guid }), cancellationToken);
}
