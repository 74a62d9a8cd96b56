// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/vault.h"

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/phonewait.h"

#include "core/bkey/calls.h"
#include "core/runs/vaultrun.h"

#include "ui/words/phonetext.h"

#include <QFile>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestItem = 65'536;

/// Nobody wants to lose a value that comes once to a full disk without a word.
void printValue(const Secret &value)
{
    const bool isWritten = value.use([](QByteArrayView bytes) {
        return std::fwrite(bytes.data(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size());
    });
    if (!isWritten || std::fputc('\n', stdout) == EOF || std::fflush(stdout) != 0)
        fail(tr("The value could not be written to standard output, and it is handed out once. Ask again."));
}

class ReadCommand
{
public:
    ReadCommand(const CommonOptions &options, VaultWish wish, ApprovalService &service)
        : m_json(options.json)
        , m_wish(std::move(wish))
        , m_wait(options, service)
        , m_run(m_wait.parts())
    {
        m_wait.follow(m_run);
        QObject::connect(&m_run, &VaultRead::ended, &m_wait, [this](const PhoneReport &report) { finish(report); });
    }

    void start()
    {
        m_wait.open([this] { m_run.start(m_wish); });
    }

private:
    void finish(const PhoneReport &report)
    {
        const Secret value = m_run.takeValue();
        if (m_json) {
            json::Value body = toJson(report, u"released"_s);
            body.set(u"item"_s, m_wish.itemName);
            if (report.end == PhoneEnd::Done)
                body.set(u"value"_s, value.use([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }));
            printJson(body);
        } else if (report.end == PhoneEnd::Done) {
            printValue(value);
        }
        conclude(report, vaultReadText(report, m_wish.itemName), exitOf(report));
    }

    const bool m_json;
    const VaultWish m_wish;
    PhoneWait m_wait;
    VaultRead m_run;
};

class StoreCommand
{
public:
    StoreCommand(const CommonOptions &options, VaultDeposit deposit, ApprovalService &service)
        : m_json(options.json)
        , m_name(deposit.name)
        , m_deposit(std::move(deposit))
        , m_wait(options, service)
        , m_run(m_wait.parts())
    {
        m_wait.follow(m_run);
        QObject::connect(&m_run, &VaultStoreRun::ended, &m_wait, [this](const PhoneReport &report) { finish(report); });
    }

    void start()
    {
        m_wait.open([this] { m_run.start(std::move(m_deposit)); });
    }

private:
    void finish(const PhoneReport &report)
    {
        if (m_json) {
            json::Value body = toJson(report, u"stored"_s);
            body.set(u"item"_s, m_name);
            printJson(body);
        }
        conclude(report, vaultStoreText(report, m_name), exitOf(report));
    }

    const bool m_json;
    const QString m_name;
    VaultDeposit m_deposit;
    PhoneWait m_wait;
    VaultStoreRun m_run;
};

/// An object of texts, and nothing else: the phone shows its fields one by one.
Secret readFields()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        fail(tr("The fields can't be read from standard input."));
    QByteArray bytes = input.read(largestItem + 1);
    if (bytes.size() > largestItem)
        fail(tr("The fields on standard input are larger than 64 KiB."));
    const Result<json::Value> fields = json::parse(bytes);
    const bool isObject = fields && fields->isObject() && !fields->members().empty();
    const bool isUsable =
        isObject && std::all_of(fields->members().begin(), fields->members().end(), [](const json::Member &member) {
            return !member.key.isEmpty() && member.value.isString();
        });
    if (!isUsable)
        fail(tr("Standard input must hold the fields as one JSON object of texts, such as {\"username\": \"…\", "
                "\"password\": \"…\"}."));
    return Secret::fromUtf8(std::move(bytes));
}

int readItem(const Arguments &options, const QString &item)
{
    VaultWish wish{.itemName = item, .fieldPath = options.value(u"field"_s), .purpose = options.value(u"purpose"_s)};
    if (wish.isSealed() && wish.purpose.trimmed().isEmpty())
        fail(tr("vault read --field needs what the value is for, which the phone shows: --purpose TEXT."));
    if (!wish.isSealed() && (options.isSet(u"purpose"_s) || options.isSet(u"expires"_s)))
        fail(tr("--purpose and --expires go with --field; the whole item is asked for without them."));
    if (isatty(STDOUT_FILENO) == 1 && !options.isSet(u"show"_s))
        fail(tr("The value of %1 is not shown on a terminal. Send it to a file or a program, as in \"chanceryctl vault "
                "read %1 | PROGRAM\", or add --show.")
                 .arg(item));
    wish.expiry = expiryOf(options, wish.expiry);
    // Whoever typed the command has confirmed it.
    wish.confirmation = Confirmation::afterReview(wish.call(), item);
    std::unique_ptr<ReadCommand> command;
    return withApprovals(options.common(), [&](ApprovalService &service) {
        command = std::make_unique<ReadCommand>(options.common(), wish, service);
        command->start();
    });
}

int storeItem(const Arguments &options, const QString &name)
{
    VaultDeposit deposit{.itemType = options.value(u"type"_s),
                         .name = name,
                         .fields = {},
                         .description = options.value(u"description"_s),
                         .confirmation = Confirmation::afterReview(bkey::calls::storeSealed, name)};
    if (deposit.itemType.isEmpty())
        fail(tr("vault store needs what kind of item it is: --type TYPE, such as login or api_key."));
    deposit.expiry = expiryOf(options, deposit.expiry);
    deposit.fields = readFields();
    std::unique_ptr<StoreCommand> command;
    return withApprovals(options.common(), [&](ApprovalService &service) {
        command = std::make_unique<StoreCommand>(options.common(), std::move(deposit), service);
        command->start();
    });
}

void addOptions(Arguments &options)
{
    options.addPositionals(u"ACTION"_s, tr("list, read ITEM or store NAME"), 2);
    options.addOption({u"type"_s, tr("list: only of this type; store: what kind of item it is."), u"TYPE"_s});
    options.addOption(
        {u"field"_s, tr("read: this field alone, sealed so that the service can't read it."), u"FIELD"_s});
    options.addOption({u"purpose"_s, tr("read --field: what for, which the phone shows."), u"TEXT"_s});
    options.addOption({u"show"_s, tr("read: print the value also on a terminal.")});
    options.addOption({u"description"_s, tr("store: what it is, for its owner."), u"TEXT"_s});
    options.addOption({u"expires"_s, tr("How long to wait (default: read 120, store 300)."), u"SECONDS"_s});
}

} // namespace

int vault(const QStringList &arguments)
{
    Arguments options(
        tr("Lists what somebody keeps in the vault on their phone, reads a value of it, or stores an item "
           "there, whose fields are a JSON object on standard input. Each takes a yes on the phone but "
           "list."));
    addOptions(options);
    options.parse(arguments);
    const QStringList words = options.positionals();
    const QString action = words.value(0);
    if (action == u"list" && words.size() == 1)
        return listVault(options.common(), options.value(u"type"_s));
    if (action == u"read" && words.size() == 2)
        return readItem(options, words.at(1));
    if (action == u"store" && words.size() == 2)
        return storeItem(options, words.at(1));
    fail(tr("vault %1: expected list, read ITEM or store NAME.").arg(words.join(u' ')));
}

} // namespace chancery::ctl
