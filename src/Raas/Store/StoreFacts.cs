namespace Raas.Store;

/// <summary>A store about itself.</summary>
/// <param name="Server">Product and version.</param>
/// <param name="Place">Where it is: a file, or host and database. Never how to sign in.</param>
/// <param name="Isolation">What a reader sees beside a writer.</param>
/// <param name="Waits">How long a statement waits for a lock.</param>
/// <param name="Clock">Its time; null when it has no clock of its own.</param>
public sealed record StoreFacts(string Server, string Place, string Isolation, TimeSpan Waits, DateTimeOffset? Clock);
