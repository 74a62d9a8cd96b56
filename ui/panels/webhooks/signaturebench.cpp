// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/webhooks/signaturebench.h"

#include "ui/panels/webhooks/signaturecheck.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/form.h"
#include "ui/widgets/statepill.h"
#include "ui/words/statetext.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize usualSize(760, 560);
constexpr qint64 largestPayload = 4 * 1024 * 1024;
enum Source { Kept, Pasted };

} // namespace

SignatureBench::SignatureBench(const QString &endpoint, KeptWebhookSecrets kept, QWidget *parent)
    : QDialog(parent)
    , m_kept(std::move(kept))
    , m_payload(new QPlainTextEdit(this))
    , m_signature(new QLineEdit(this))
    , m_source(new QComboBox(this))
    , m_pasted(new QLineEdit(this))
    , m_verdict(new StatePill(this))
    , m_reason(new QLabel(this))
    , m_content(new QLabel(this))
    , m_clock(new QLabel(this))
{
    setObjectName(u"signatureBench"_s);
    setWindowTitle(tr("Signature bench"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut(endpoint);
    connect(m_payload, &QPlainTextEdit::textChanged, this, &SignatureBench::check);
    connect(m_signature, &QLineEdit::textChanged, this, &SignatureBench::check);
    connect(m_pasted, &QLineEdit::textChanged, this, &SignatureBench::check);
    connect(m_source, &QComboBox::currentIndexChanged, this, &SignatureBench::check);
    check();
}

SignatureBench::~SignatureBench()
{
    QString pasted = m_pasted->text();
    m_pasted->clear();
    wipe(pasted);
}

void SignatureBench::layOut(const QString &endpoint)
{
    auto *title = new QLabel(tr("Is this delivery really from the service?"), this);
    setType(*title, Type::CardTitle);
    auto *subject = new QLabel(endpoint, this);
    subject->setTextFormat(Qt::PlainText);
    setType(*subject, Type::Secondary);
    m_payload->setObjectName(u"benchPayload"_s);
    m_payload->setPlaceholderText(tr("The body of the request, exactly as it came"));
    m_payload->setFont(typeFont(Type::Code));
    m_payload->setTabChangesFocus(true);
    m_signature->setObjectName(u"benchSignature"_s);
    m_signature->setPlaceholderText(tr("The value of X-Keystone-Signature, or the whole line"));
    m_signature->setFont(typeFont(Type::Code));
    m_source->setObjectName(u"benchSource"_s);
    const int kept = (m_kept.current.isEmpty() ? 0 : 1) + (m_kept.previous.isEmpty() ? 0 : 1);
    m_source->addItem(kept == 2   ? tr("The kept secrets, current and previous")
                      : kept == 1 ? tr("The kept secret")
                                  : tr("The kept secrets (there are none)"));
    m_source->addItem(tr("A secret that I paste; it is not stored"));
    m_source->setCurrentIndex(kept > 0 ? Kept : Pasted);
    m_pasted->setObjectName(u"benchSecret"_s);
    m_pasted->setEchoMode(QLineEdit::Password);
    m_pasted->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_verdict->setObjectName(u"benchVerdict"_s);
    m_reason->setObjectName(u"benchReason"_s);
    m_content->setObjectName(u"benchContent"_s);
    m_clock->setObjectName(u"benchClock"_s);
    for (QLabel *label : {m_reason, m_content, m_clock}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    setType(*m_content, Type::Secondary);

    auto *form = new Form;
    form->addField(tr("&Payload"), m_payload);
    form->addField(tr("&Signature"), m_signature);
    form->addField(tr("&Against"), m_source);
    form->addField(tr("S&ecret"), m_pasted);
    auto *open = new QPushButton(tr("&Open payload from file…"), this);
    open->setObjectName(u"benchOpen"_s);
    open->setAutoDefault(false);
    setButtonKind(*open, ButtonKind::Quiet);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"benchClose"_s);
    close->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(open);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::small);
    for (QLabel *label : {title, subject})
        column->addWidget(label);
    column->addLayout(form, 1);
    column->addWidget(m_verdict);
    for (QLabel *label : {m_reason, m_content, m_clock})
        column->addWidget(label);
    column->addLayout(buttons);
    connect(open, &QPushButton::clicked, this, &SignatureBench::openFile);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    resize(usualSize);
    m_payload->setFocus();
}

void SignatureBench::check()
{
    const bool isPasted = m_source->currentIndex() == Pasted;
    m_pasted->setEnabled(isPasted);
    const QString typed = m_payload->toPlainText();
    if (QString::fromUtf8(m_fileBytes).replace(u"\r\n"_s, u"\n"_s) != typed)
        m_fileBytes.clear();
    KeptWebhookSecrets pasted;
    pasted.current = Secret::fromText(m_pasted->text().trimmed());
    const SignatureCase judged{.payload = m_fileBytes.isEmpty() ? typed.toUtf8() : m_fileBytes,
                               .header = m_signature->text(),
                               .secrets = isPasted ? pasted : m_kept,
                               .now = QDateTime::currentDateTimeUtc()};
    const FindingText text = describe(judge(judged), judged, isPasted);
    m_verdict->setState(text.tone, text.word);
    m_reason->setText(text.sentences.join(u' '));
    const Result<keystone::WebhookPayload> content = keystone::decodePayload(judged.payload);
    const FindingText clock = content ? clockText(content->timestamp, judged.now) : FindingText{};
    m_content->setText(!content ? typed.isEmpty() ? QString() : tr("The payload names no event that could be read.")
                       : content->toState.isEmpty()
                           ? tr("It tells of %1.").arg(content->event)
                           : tr("It tells of %1: settlement %2 is now %3.")
                                 .arg(content->event, content->settlementId, stateName(content->toState)));
    m_content->setVisible(!m_content->text().isEmpty());
    m_clock->setText(clock.sentences.join(u' '));
    setType(*m_clock, clock.tone == Tone::Attention ? Type::BodyStrong : Type::Secondary);
    m_clock->setVisible(!m_clock->text().isEmpty());
}

/// What is typed or pasted goes through an editor, which may change line ends; a file does not.
void SignatureBench::openFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a payload"));
    dialog->setObjectName(u"benchFile"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return m_reason->setText(tr("%1 cannot be read.").arg(path));
        const QByteArray bytes = file.read(largestPayload);
        m_fileBytes = bytes;
        m_payload->setPlainText(QString::fromUtf8(bytes));
    });
    dialog->open();
}

} // namespace chancery
