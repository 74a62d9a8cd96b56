// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/causewords.h"

namespace chancery::detail {

namespace {

/// Why an address has no way through the proxy.
Words upstreamWords(Cause cause, const QString &subject)
{
    const QString address = named(subject, Text::tr("The address"));
    const QString ofAddress = named(subject, Text::tr("the address"));
    switch (cause) {
    case Cause::ProxyAddressInvalid:
        return {Text::tr("%1 cannot be the address of a credential proxy.").arg(address),
                Text::tr("Enter an address in Connections that starts with https and has no name, password or query.")};
    case Cause::UpstreamPort:
        return {Text::tr("The way through the proxy would lose the port of %1, so nothing was sent.").arg(ofAddress),
                Text::tr("Use the service's address without a port, or reach it without the proxy.")};
    case Cause::UpstreamScheme:
        return {Text::tr("The proxy only goes on to https, which %1 is not, so nothing was sent.").arg(ofAddress),
                Text::tr("Use the service's https address, or reach it without the proxy.")};
    case Cause::UpstreamUserInfo:
        return {Text::tr("%1 holds a name or password that would take the place of the placeholder.").arg(address),
                Text::tr("Remove it from the address in Connections.")};
    case Cause::UpstreamIsAddress:
        return {Text::tr("%1 is a number and no name, which the proxy does not go to.").arg(address),
                Text::tr("Use the service's name, or reach it without the proxy.")};
    case Cause::UpstreamIsLocal:
        return {Text::tr("%1 is of this computer or network, where the proxy cannot go.").arg(address),
                Text::tr("Switch the proxy off for this service in Connections.")};
    case Cause::UpstreamTrailingDot:
        return {Text::tr("The host of %1 ends with a dot, so nothing was sent.").arg(ofAddress),
                Text::tr("Remove the dot at the end of the host in Connections.")};
    case Cause::UpstreamClimbs:
        return {Text::tr("The path of %1 would lead out of its host on the way through the proxy.").arg(ofAddress),
                Text::tr("Remove the steps upwards (two dots) from it.")};
    default:
        return {};
    }
}

/// What must not go through the proxy.
Words requestWords(Cause cause, const QString &subject)
{
    const QString place = named(subject, Text::tr("The request"));
    switch (cause) {
    case Cause::PlaceholderInData:
        return {Text::tr("%1 holds “{{”, which the proxy would replace with a secret, so nothing was sent.").arg(place),
                Text::tr("Write it without the two braces, or send it without the proxy.")};
    case Cause::PlaceholderMalformed:
        return {Text::tr("%1 is no placeholder.").arg(place),
                Text::tr("Write the credential's name in capitals, digits and underscores between two pairs of braces, "
                         "for instance {{KEYBAN_API_KEY}}.")};
    case Cause::KeyForPlaceholder:
        return {Text::tr("A real key stands where only a placeholder belongs (%1), so nothing was sent.")
                    .arg(named(subject, Text::tr("in this connection"))),
                Text::tr("Enter the name of the credential at the proxy instead. If the key was shown to others, have "
                         "it replaced.")};
    case Cause::ProxyBodyTooLarge:
        return {Text::tr("%1 is larger than what goes through the proxy.").arg(place),
                Text::tr("Send less at a time.")};
    case Cause::NotThroughProxy:
        return {Text::tr("%1 carries a secret that the proxy would see, so nothing was sent.").arg(place),
                Text::tr("Do this with a connection that goes straight to the service.")};
    default:
        return {};
    }
}

Words tokenWords(Cause cause, const QString &subject)
{
    const QString proxy = named(subject, Text::tr("the credential proxy"));
    switch (cause) {
    case Cause::ProxyTokenMissing:
        return {Text::tr("There is no token for %1.").arg(proxy),
                Text::tr("Have one made with “npx -y keychains token” and enter it, or set up a command that does.")};
    case Cause::ProxyTokenExpired:
        return {Text::tr("The token for %1 has expired.").arg(proxy),
                Text::tr("Enter a new one: it lives for a quarter of an hour. What waits goes on then.")};
    case Cause::ProxyTokenUnusable:
        return {Text::tr("The token for %1 holds blanks or characters that no token has.").arg(proxy),
                Text::tr("Copy it again, without line breaks.")};
    case Cause::TokenCommandFailed:
        return {Text::tr("The command that makes proxy tokens (%1) failed.")
                    .arg(named(subject, Text::tr("as set up in the connection"))),
                Text::tr("Run it by hand in a terminal to see why, or enter a token.")};
    default:
        return {};
    }
}

} // namespace

Words proxyWords(Cause cause, const QString &subject)
{
    const QString service = named(subject, Text::tr("The service"));
    switch (cause) {
    case Cause::ProxyElsewhere:
        return {Text::tr("The proxy sends this request to another one, %1, which is not trusted.")
                    .arg(named(subject, Text::tr("without saying where"))),
                Text::tr("If whoever runs the proxy confirms that address, add it to the trusted proxies in "
                         "Connections.")};
    case Cause::ProxyApprovalNeeded:
        return {Text::tr("The proxy needs a person's approval before it goes on to %1.")
                    .arg(named(subject, Text::tr("the service"))),
                Text::tr("Approve the scopes that are named, on the proxy's page, then try again.")};
    case Cause::ScopeRefused:
        return {Text::tr("The right to do this at %1 was refused.").arg(named(subject, Text::tr("the service"))),
                Text::tr("The refused scopes are named below. Whoever refused them can change that on the proxy's "
                         "dashboard.")};
    case Cause::PermissionStale:
        return {Text::tr("The proxy's permission for %1 must be confirmed anew.")
                    .arg(named(subject, Text::tr("the service"))),
                Text::tr("Revalidate it on the proxy's dashboard, then try again.")};
    case Cause::MaybeProxyRefusal:
        return {Text::tr("%1, or the proxy before it, refused this for want of a right.").arg(service),
                Text::tr("Both use these words. Look at the permission on the proxy's dashboard first, then at the "
                         "credential's rights at the service.")};
    default:
        break;
    }
    for (const Words &words : {upstreamWords(cause, subject), requestWords(cause, subject), tokenWords(cause, subject)})
        if (!words.headline.isEmpty())
            return words;
    return {};
}

} // namespace chancery::detail
