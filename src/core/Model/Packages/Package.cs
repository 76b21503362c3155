namespace Ingot.Model.Packages;

/// <summary>An app's source as uploaded. Its file is the blob of the same guid.</summary>
public sealed class Package : LabelledResource
{
    /// <summary>Of all its files together, unpacked. CF: <c>packages.max_package_size</c>.</summary>
    public const long MaximumBytes = 1L << 30;

    public required string AppGuid { get; set; }

    /// <summary>One of <see cref="PackageStates"/>.</summary>
    public string State { get; set; } = PackageStates.AwaitingUpload;

    /// <summary>Why it FAILED.</summary>
    public string? Error { get; set; }

    /// <summary>SHA-256 of the file, lower-case hex; null until it is READY.</summary>
    public string? Sha256 { get; set; }
}

/// <summary>Where a package stands. CF v3 "Package object".</summary>
public static class PackageStates
{
    public const string AwaitingUpload = "AWAITING_UPLOAD";
    public const string ProcessingUpload = "PROCESSING_UPLOAD";
    public const string Ready = "READY";
    public const string Failed = "FAILED";
}
