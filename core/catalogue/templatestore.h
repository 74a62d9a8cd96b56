// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/mappingtemplate.h"

#include <QObject>

namespace chancery::catalogue {

/// The templates, in one JSON file (`version` 1) with a backup `.bak` of the state before the last change. Another
/// process's changes are taken over before one's own. Templates with a name are changed only by that name; without one
/// there is a single template for the same columns, and of those the fifty used last are kept.
///
/// Errors of the changing functions: Storage / DiskFull or NotWritable (nothing is changed then), and what load()
/// failed with.
class TemplateStore : public QObject
{
    Q_OBJECT

public:
    enum class Loaded {
        Fresh,      ///< there was no file
        AsSaved,    ///< the file was good
        FromBackup, ///< the file was damaged: it is kept as `.damaged`, and the backup was taken
        StartedOver ///< file and backup were damaged: the file is kept as `.damaged`, and there are no templates
    };

    explicit TemplateStore(QString path, QObject *parent = nullptr);

    /// Error: Storage / StorageTooNew (a newer version wrote it) or FileUnreadable; the file is not touched then.
    Result<Loaded> load();

    const QList<MappingTemplate> &templates() const { return m_templates; }
    std::optional<MappingTemplate> find(const QString &name) const;
    std::optional<TemplateMatch> bestMatch(const QStringList &headers) const;

    /// Adds or replaces the template of this name; without a name, of these columns.
    Result<Nothing> keep(const QString &name, const Mapping &mapping, const QString &fieldProfile = {});
    Result<Nothing> remove(const QString &name);

Q_SIGNALS:
    void changed();

private:
    static Result<QList<MappingTemplate>> parse(const QByteArray &bytes, const QString &path);
    void catchUp();
    Result<Nothing> save(QList<MappingTemplate> templates);
    void setAside();

    const QString m_path;
    QList<MappingTemplate> m_templates;
    QByteArray m_good; ///< the file as it was last read or written
    std::optional<Error> m_blocked;
};

} // namespace chancery::catalogue
