namespace Ingot.Cell.Instances;

/// <summary>What runs before the start command (CF: buildpackapplifecycle/launcher).</summary>
internal static class LaunchScript
{
    public static readonly IReadOnlyList<string> Folders = ["app", "deps", "profile.d", "tmp", "logs"];

    /// <summary>Takes the start command as its argument. What the app brings along comes after what buildpacks made.</summary>
    public const string Text = """
        cd "$HOME" || exit 1
        echo 'Invoking pre-start scripts.'
        shopt -s nullglob
        for script in "$DEPS_DIR"/*/profile.d/*.sh "$DEPS_DIR"/../profile.d/*.sh "$HOME"/.profile.d/*.sh; do
          . "$script"
        done
        shopt -u nullglob
        unset script
        if [ -f "$HOME/.profile" ]; then . "$HOME/.profile"; fi
        echo 'Invoking start command.'
        exec "$BASH" -c "$1"
        """;
}
