// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace chancery {

/// What kind of failure this is; decides what a caller does next. HTTP status codes become kinds in one switch
/// (core/http/problem.cpp).
enum class ErrorKind {
    Network,
    Timeout,
    Tls,
    Unauthorized,
    Forbidden,
    ApprovalNeeded,
    NotFound,
    Conflict,
    Invalid,
    RateLimited,
    Server,
    Protocol,
    SecretStore,
    Storage,
    Input,
    Refused,
    Cancelled,
};

/// What precisely went wrong on our side of the wire. Core writes no sentences: ui/words turns a cause, with
/// Error::subject naming the item, into words. `Answered` means that the server's own title and detail say it.
enum class Cause {
    Answered,
    // network
    ConnectionRefused,
    ConnectionClosed,
    HostNotFound,
    NetworkUnreachable,
    ProxyFailed,
    TimedOut,
    StreamSilent,
    SandboxFailed, ///< the local sandbox program did not start or ended
    // TLS and redirects
    CertificateInvalid,
    TlsFailed,
    PlainHttpNotLoopback,
    RedirectToOtherHost,
    RedirectToPlainHttp,
    TooManyRedirects,
    RedirectOfWrite,
    RedirectOnRoute, ///< through a proxy, where an address means another place; the subject is where it led
    // the answer itself
    WrongContentType,
    NotJson,
    UnexpectedShape,
    AnswerTooLarge,
    // guard
    ReadOnlyProfile,
    NotConfirmed,
    DialectUndecided,
    ApprovalMissing, ///< somebody has to say yes first; the subject is the plan's short code
    ApprovalVoid,    ///< the yes counts for nothing; the subject is the same, the code the word of an ApprovalBar
    ForeignHost,
    // the credential proxy
    ProxyAddressInvalid,  ///< of the proxy itself
    UpstreamPort,         ///< any but 443; the way through the proxy has no place for a port
    UpstreamScheme,       ///< any but https; the same
    UpstreamUserInfo,     ///< would replace the placeholder
    UpstreamIsAddress,    ///< numbers instead of a name
    UpstreamIsLocal,      ///< a name of this computer or network
    UpstreamTrailingDot,  ///< of the host's name
    UpstreamClimbs,       ///< the path would leave its host
    PlaceholderInData,    ///< `{{` where a person's data belongs: it would become a secret
    PlaceholderMalformed, ///< not `{{NAME}}`
    KeyForPlaceholder,    ///< what looks like a real key stands where a placeholder belongs
    ProxyBodyTooLarge,    ///< more than goes through
    NotThroughProxy,      ///< carries a secret in the clear, which the proxy would see
    ProxyTokenMissing,
    ProxyTokenExpired,   ///< and nothing to renew it with
    ProxyTokenUnusable,  ///< holds what no token has
    TokenCommandFailed,  ///< the subject is the program
    ProxyElsewhere,      ///< the proxy names another one that is not trusted, in the subject
    ProxyApprovalNeeded, ///< by a person; see Error::approval
    ScopeRefused,        ///< a person has refused it
    PermissionStale,     ///< must be looked at again on the dashboard
    MaybeProxyRefusal,   ///< the proxy and the service both use these words
    // secrets
    KeychainSlow,
    KeychainRefused,
    KeychainAbsent,
    KeychainEmpty,
    CredentialMissing,
    CredentialUnusable,
    // input files
    FileNotFound,
    FileUnreadable,
    FileIsDirectory,
    FileNotRegular,
    FileEmpty,
    FileHeaderOnly,
    FileHeaderUnreadable,
    FileChanged,
    FileVanished,
    EncodingUnknown,
    FileKindUnsupported, ///< neither CSV nor a workbook nor JSON
    FileOldWorkbook,     ///< `.xls`, whatever its name says
    FileEncrypted,
    FileCutShort,      ///< what is packed ends too early
    FileDamaged,       ///< what is packed is not what was packed
    FileTrailingBytes, ///< something else follows what is packed
    FileUnpacksTooLarge,
    SheetUnknown,      ///< the subject is the sheet's name
    SheetTextTooLarge, ///< the shared texts of a workbook
    SheetCellTooLarge,
    FileNotPassports, ///< JSON, but no array
    JsonUnreadable,   ///< the detail is the line
    MappingUnusable,
    TemplateUnusable, ///< the file of a column template; what is wrong stands in `detail`
    HasErrorsStrict,
    FieldProfileUnknown,
    FieldProfileUnusable,
    NotEncodable, ///< a character that the encoding asked for does not have
    // storage
    DiskFull,
    NotWritable,
    StorageCorrupt,
    StorageBusy,
    StorageTooNew,
    // the ledger
    RunUnknown,
    RunNotRunning,
    AlreadyRecorded,
    RunTaken,     ///< another living process is at it
    RunElsewhere, ///< it goes to another service or application than this connection
    // a publication
    FilterIgnored, ///< a listed row does not match the filter it was listed by
    PlanChanged,   ///< what the call would take is no longer what was reviewed
    StillDraft,    ///< the service took the call, yet the row is a draft
    // loyalty points
    AmountNotWhole,
    AmountNotPositive,
    AmountTooLarge,   ///< more than a JSON number carries exactly
    AccountMalformed, ///< no id of an account
    AccountIsWallet,  ///< the id of a wallet where an account's belongs
    NotOffered,       ///< the service has no such call
    // connections
    NameTaken,
    ProfileUnknown,
    // usage
    SettingMissing,
    SettingInvalid,
    Cancelled,
    Unexpected,
};

/// How far a request got before it failed: the difference between "not sent" and "unknown".
enum class Reach {
    NotSent,  ///< no byte of the request can have been acted upon
    Unknown,  ///< it left; whether it was acted upon is not known
    Answered, ///< the server answered
};

/// One rejected field, as the server names it. `path` may be empty.
struct FieldError
{
    QString path;
    QString code{};
    QString message;
    bool operator==(const FieldError &) const = default;
};

/// What a credential proxy wants a person to approve, in its own words.
struct ProxyApproval
{
    QString host{};        ///< the service that was asked for
    QString link{};        ///< where to approve; only of a host that may be opened
    QString foreignLink{}; ///< what it named instead, for showing
    QStringList missing{}; ///< scopes
    QStringList refused{};
    bool operator==(const ProxyApproval &) const = default;
};

/// A failure as a value: copyable, comparable, free of secrets (the pipeline redacts before it fills one).
/// `title`, `detail` and `code` are the server's own words; `subject` is the item it concerns (a host, a file, a key).
struct Error
{
    ErrorKind kind = ErrorKind::Protocol;
    Cause cause = Cause::Answered;
    QString subject{};
    QString title{};
    QString detail{};
    QString code{};
    QList<FieldError> fields{};
    int httpStatus = 0;
    QString requestId{};
    std::optional<std::chrono::milliseconds> retryAfter{};
    Reach reach = Reach::NotSent;
    std::optional<ProxyApproval> approval{};

    bool operator==(const Error &) const = default;
};

} // namespace chancery
