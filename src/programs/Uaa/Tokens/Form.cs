using Microsoft.AspNetCore.Http;

namespace Ingot.Uaa.Tokens;

/// <summary>Reads the bodies of OAuth requests.</summary>
internal static class Form
{
    /// <summary>Null when the body is no form, or a broken one.</summary>
    public static async Task<IFormCollection?> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return null;
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
