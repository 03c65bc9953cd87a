namespace Audience.Testing;

/// <summary>The directories and files of a <see cref="PrivateMariaDb"/>.</summary>
internal sealed class MariaDbFiles
{
    private readonly ScratchDirectory _scratch = new("audience-mariadb-");
    private readonly string _data;
    private readonly string _accounts;

    public MariaDbFiles(string? keptData)
    {
        Kept = keptData is not null;
        _data = keptData is null ? Path.Combine(_scratch.Path, "data") : Path.GetFullPath(keptData);
        _accounts = Path.Combine(_scratch.Path, "accounts.sql");
        Environment = new Dictionary<string, string?> { ["TMPDIR"] = _scratch.MakeOpen("tmp") };
    }

    /// <summary>Whether the data outlives the server.</summary>
    public bool Kept { get; }

    /// <summary>The server's environment: a directory for temporary files that its user can surely write to.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    // mariadbd refuses to run as root by accident.
    private static string[] UserArguments => System.Environment.IsPrivilegedProcess ? ["--user=mysql"] : [];

    /// <summary>Makes the system tables, unless the directory has them already.</summary>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(_data, "mysql")))
            return;
        Directory.CreateDirectory(_data);
        await using var install = HostProcess.Start(
            new HostProcessOptions
            {
                FileName = "mariadb-install-db",
                // Force: it must not matter whether the machine's own name can be looked up.
                Arguments =
                [
                    "--no-defaults",
                    .. UserArguments,
                    $"--datadir={_data}",
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--force",
                ],
                Environment = Environment,
            }
        );
        int exit = await install.WaitForExitAsync(TimeSpan.FromMinutes(2)).WaitAsync(cancellationToken);
        if (exit != 0)
            throw new InvalidOperationException($"mariadb-install-db ended with {exit}:\n{install.Tail(200)}");
    }

    /// <summary>
    /// Writes what the server runs before it lets anybody in: one account with a password, for every address, in place
    /// of the accounts without one that the installation makes.
    /// </summary>
    public async Task WriteAccountsAsync(string user, string password, CancellationToken cancellationToken)
    {
        // The server takes one statement a line.
        await File.WriteAllTextAsync(
            _accounts,
            $"""
            DELETE FROM mysql.global_priv WHERE User IN ('', '{user}');
            FLUSH PRIVILEGES;
            CREATE USER '{user}'@'%' IDENTIFIED BY '{password}';
            GRANT ALL PRIVILEGES ON *.* TO '{user}'@'%' WITH GRANT OPTION;

            """,
            cancellationToken
        );
    }

    /// <summary>The arguments for mariadbd.</summary>
    public string[] ServerArguments(int port) =>
        [
            "--no-defaults",
            .. UserArguments,
            $"--datadir={_data}",
            // Relative to the data directory: a full path may be longer than a socket's address can be.
            "--socket=server.sock",
            "--pid-file=server.pid",
            $"--port={port}",
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            $"--init-file={_accounts}",
            "--character-set-server=utf8mb4",
            // Many tests share a server, each with a pool for every process that it starts.
            "--max-connections=500",
            "--innodb-buffer-pool-size=256M",
            "--local-infile=1",
            "--skip-log-bin",
        ];

    /// <summary>Deletes what is not to be kept.</summary>
    public void Delete() => _scratch.Delete();
}
