# frozen_string_literal: true

# Signing in and out, as at /auth on Mastodon, and people's pictures.
class SessionsController < ApplicationController
  def show
    redirect_to '/auth/sign_in' unless current_person
  end

  def new
    redirect_to '/' if current_person
  end

  def create
    typed = params.require(:user).permit(:email, :password)
    person = Person.find_by(email: typed[:email].to_s.strip.downcase)
    unless person && ActiveSupport::SecurityUtils.secure_compare(person.password, typed[:password].to_s)
      @failed = true
      return render :new, status: :unprocessable_entity
    end

    return_to = session[:return_to]
    reset_session # against session fixation
    session[:person_id] = person.id
    redirect_to return_to || '/'
  end

  def destroy
    return_to = session[:return_to]
    reset_session
    session[:return_to] = return_to
    redirect_to '/auth/sign_in'
  end
end

class PicturesController < ActionController::API
  def show
    person = Person.find_by!(username: params[:username])
    send_data <<~SVG, type: 'image/svg+xml', disposition: 'inline'
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#563acc"/>
      <text x="48" y="64" font-size="48" font-family="sans-serif" text-anchor="middle" fill="#fff">#{person.display_name[0]}</text></svg>
    SVG
  end
end
