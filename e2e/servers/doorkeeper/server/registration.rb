# frozen_string_literal: true

# What Mastodon adds to Doorkeeper's own checks of a registration (its lib/application_extension.rb), and the
# Application documents.
Doorkeeper::Application.class_eval do
  validates :name, length: { maximum: 60 }
  validates :redirect_uri, length: { maximum: 2_000 }
  validates :website, length: { maximum: 2_000 }
  validate if: :website? do
    uri = begin
      URI.parse(website)
    rescue URI::InvalidURIError
      nil
    end
    errors.add(:website, 'is not a valid URL') unless uri.is_a?(URI::HTTP) && uri.host.present?
  end

  def document
    {
      id: id.to_s, name: name, website: website.presence, scopes: scopes.to_a,
      redirect_uris: redirect_uri.split, vapid_key: VAPID_KEY, redirect_uri: redirect_uri,
    }
  end

  def credentials_document
    document.merge(client_id: uid, client_secret: secret, client_secret_expires_at: 0)
  end
end

# Mastodon's names of the attributes (its config/locales/activerecord.en.yml).
I18n.backend.store_translations(:en, activerecord: { attributes: {
  'doorkeeper/application': { name: 'Application name', website: 'Application website' },
} })

# A P-256 public key, as push subscriptions need one; nothing is ever sent with it.
VAPID_KEY = Base64.urlsafe_encode64(OpenSSL::PKey::EC.generate('prime256v1').public_key.to_octet_string(:uncompressed))
